"""People, care, messages, grants and keys, and how an import goes."""

from gateway.routes.route import CREATED, TAKEN, XLSX, Route

PEOPLE = (
    Route(
        "GET", "/v1/areas/{area_id}/counts", "members.count_people", "Count households and residents there"
    ),
    Route("GET", "/v1/residents", "members.list_residents", "List the residents of an area or grouping"),
    Route(
        "GET",
        "/v1/areas/{area_id}/counts/report",
        "grids.trace_areas",
        "Add up the counts of a day as it was then, or as it is now",
        on_to="members.report_people",
    ),
    Route("POST", "/v1/residents/search", "members.search_residents", "Search residents by name or number"),
    Route("GET", "/v1/residents/{resident_id}", "members.get_resident", "Read a resident, masked"),
    Route(
        "POST",
        "/v1/residents/{resident_id}/reveal",
        "members.reveal_resident",
        "See what is sealed, with a reason",
    ),
    Route("POST", "/v1/residents/{resident_id}/record-death", "members.record_death", "Record a death"),
    Route(
        "POST",
        "/v1/residents/{resident_id}/record-move-out",
        "members.record_move_out",
        "Record that a resident moved out",
    ),
    Route(
        "GET", "/v1/households/{household_id}", "members.get_household", "Read a household and its members"
    ),
    Route("POST", "/v1/grants", "members.give_grant", "Grant somebody a role in an area", CREATED),
    Route("GET", "/v1/grants", "members.list_grants", "List grants of a person or in an area"),
    Route("GET", "/v1/grants/{grant_id}", "members.get_grant", "Read a grant"),
    Route("POST", "/v1/grants/{grant_id}/end", "members.end_grant", "End a grant, at once and everywhere"),
    Route("POST", "/v1/broken-glass", "members.break_glass", "Take a role elsewhere, in need", CREATED),
    Route("POST", "/v1/platform-keys", "members.make_key", "Make a key for a platform", CREATED),
    Route("GET", "/v1/platform-keys", "members.list_keys", "List platform keys, newest first"),
    Route("GET", "/v1/platform-keys/{key_id}", "members.get_key", "Read a platform key"),
    Route("POST", "/v1/platform-keys/{key_id}/rotate", "members.rotate_key", "Give it a new secret"),
    Route("POST", "/v1/platform-keys/{key_id}/end", "members.end_key", "End it, at once and everywhere"),
    Route("POST", "/v1/tokens", "members.issue_token", "Sign a person's token of their grants", CREATED),
    Route("POST", "/v1/register-imports", "members.begin_import", "Import a register", TAKEN),
    Route("GET", "/v1/register-imports", "members.list_imports", "List a community's imports"),
    Route("GET", "/v1/register-imports/{import_id}", "members.get_import", "Read how an import stands"),
    Route(
        "GET",
        "/v1/register-imports/{import_id}/bad-rows",
        "members.get_bad_rows",
        "Get the bad rows with their reasons",
        sends=(XLSX,),
    ),
    Route(
        "POST", "/v1/register-imports/{import_id}/undo", "members.undo_import", "Undo a whole import", TAKEN
    ),
    Route(
        "GET",
        "/v1/residents/{resident_id}/meal-eligibility",
        "care.check_eligibility",
        "Find whether a resident may have a meal card, and why not",
    ),
    Route("GET", "/v1/meal-programme", "care.get_meal_programme", "Read the district's meal programme"),
    Route("PUT", "/v1/meal-programme", "care.write_meal_programme", "Found or change it from a day on"),
    Route("POST", "/v1/meal-cards", "care.enrol_in_meals", "Enrol a resident and open a meal card", CREATED),
    Route("GET", "/v1/meal-cards", "care.list_meal_cards", "List the meal cards of an area"),
    Route("GET", "/v1/meal-cards/{card_id}", "care.get_meal_card", "Read a meal card"),
    Route(
        "POST", "/v1/meal-cards/{card_id}/close", "care.close_meal_card", "Close a meal card with a reason"
    ),
    Route("POST", "/v1/meal-cards/{card_id}/meals", "care.serve_meals", "Write down meals of a day", CREATED),
    Route("GET", "/v1/meal-cards/{card_id}/meals", "care.list_served_meals", "List what was eaten on it"),
    Route("GET", "/v1/messages", "notify.list_messages", "List messages by case and recipient"),
    Route("GET", "/v1/messages/{message_id}", "notify.get_message", "Read a message and its state"),
    Route("GET", "/v1/templates/{template_key}", "notify.get_template", "Read a template's wording"),
    Route("PUT", "/v1/templates/{template_key}", "notify.write_template", "Word a template for the district"),
    Route("GET", "/v1/audit/{service}", "*.search_audit", "Find who did or saw what, and why"),
    Route("GET", "/v1/jobs/{job_id}", "*.get_job", "Read how a job fares"),
    Route("POST", "/v1/jobs/{job_id}/cancel", "*.cancel_job", "End a job before its next step"),
)
