"""Every route of the API: method, path, RPC and summary; all else comes from the contracts (D4)."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus


@dataclass(frozen=True)
class Route:
    """`{name}` in the path is a field of the RPC's request; a deprecated route names its last day.

    An RPC `*.method` is that of the service which the path's first parameter is, or, where that is a field
    of the request, which it names up to its first dot.
    What is `drawn` is answered with what its RPC's answer looks like (gateway/labels/drawings.py).
    What `asks_all` asks all services that have it and answers with what each says of how it fares.
    What `sends_file` answers with the file that its RPC names, and not with the RPC's answer.
    """

    method: str
    path: str
    rpc: str
    summary: str
    status: HTTPStatus = HTTPStatus.OK
    deprecated_on: date | None = None
    sunset_on: date | None = None
    sends_file: bool = False
    asks_all: bool = False
    drawn: str = ""

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


CREATED, TAKEN = HTTPStatus.CREATED, HTTPStatus.ACCEPTED

ROUTES = (
    Route("POST", "/v1/areas/batch", "grids.found_areas", "Found areas, parents with children", CREATED),
    Route("GET", "/v1/areas", "grids.search_areas", "Search areas by the beginning of their name"),
    Route("GET", "/v1/areas/tops", "grids.list_tops", "List the areas at which the caller's ground begins"),
    Route("GET", "/v1/areas/resolve", "grids.resolve_code", "Find the area that bore a code on a day"),
    Route("GET", "/v1/areas/{area_id}", "grids.get_area", "Read an area"),
    Route("PATCH", "/v1/areas/{area_id}", "grids.rename_area", "Rename an area"),
    Route("GET", "/v1/areas/{area_id}/children", "grids.list_children", "List the areas right below"),
    Route("GET", "/v1/areas/{area_id}/subtree", "grids.list_subtree", "List the area and all areas below"),
    Route("POST", "/v1/areas/{area_id}/move", "grids.move_area", "Move an area with all that lies below"),
    Route("POST", "/v1/areas/{area_id}/abolish", "grids.abolish_area", "Abolish an area, or merge it away"),
    Route("POST", "/v1/areas/{area_id}/split", "grids.split_area", "Split an area into parts"),
    Route("POST", "/v1/areas/{area_id}/split/preview", "grids.preview_split", "Say what a split would move"),
    Route("POST", "/v1/areas/merge", "grids.merge_areas", "Merge areas of one kind into one"),
    Route("POST", "/v1/areas/merge/preview", "grids.preview_merge", "Say what a merge would move"),
    Route("GET", "/v1/areas/{area_id}/changes", "grids.list_area_changes", "List what became of an area"),
    Route("GET", "/v1/areas/{area_id}/then", "grids.list_areas_then", "List the subtree as it was on a day"),
    Route("GET", "/v1/areas/{area_id}/holder", "grids.find_holder", "Find who holds the post on a day"),
    Route("POST", "/v1/areas/{area_id}/codes", "grids.give_code", "Give an area a code from a day on"),
    Route("POST", "/v1/areas/{area_id}/codes/retirements", "grids.retire_code", "End a code on a day"),
    Route("POST", "/v1/areas/{area_id}/grid-codes", "grids.give_grid_codes", "Number a community's grids"),
    Route("POST", "/v1/code-schemes", "grids.register_code_scheme", "Register a system's own ids", CREATED),
    Route("GET", "/v1/code-schemes", "grids.list_code_schemes", "List the systems with ids of their own"),
    Route("PUT", "/v1/code-schemes/{scheme}/areas", "grids.upsert_areas", "Take in a system's own areas"),
    Route("GET", "/v1/divisions", "grids.list_divisions", "List official divisions right below one"),
    Route("GET", "/v1/divisions/resolve", "grids.resolve_division", "Find what a code meant, and what it is"),
    Route("GET", "/v1/divisions/count", "grids.count_divisions", "Count the divisions below one by kind"),
    Route("GET", "/v1/divisions/rolled-up", "grids.roll_up_figures", "Add up figures for what there is now"),
    Route("GET", "/v1/level-schemes", "grids.list_level_schemes", "Read the present levels and the coming"),
    Route("GET", "/v1/level-schemes/presets", "grids.list_level_presets", "List the presets of levels"),
    Route("PUT", "/v1/level-schemes", "grids.write_level_scheme", "Set the district's levels from a day on"),
    Route("POST", "/v1/buildings/batch", "grids.enter_buildings", "Enter an estate's buildings", CREATED),
    Route("GET", "/v1/buildings", "grids.list_buildings", "List the buildings of a community"),
    Route(
        "GET", "/v1/buildings/{building_id}/dwellings", "grids.list_dwellings", "List a building's dwellings"
    ),
    Route("POST", "/v1/units/give", "grids.give_units", "Give units to micro-grids by ranges"),
    Route("POST", "/v1/units/preview", "grids.preview_units", "See what a table of ranges would do"),
    Route("GET", "/v1/areas/{area_id}/coverage", "grids.report_coverage", "Report dwellings in no grid"),
    Route("POST", "/v1/estate-imports", "grids.begin_estate_import", "Import an estate from a sheet", TAKEN),
    Route("GET", "/v1/estate-imports", "grids.list_estate_imports", "List a community's imports of estates"),
    Route("GET", "/v1/estate-imports/{estate_import_id}", "grids.get_estate_import", "Read how it stands"),
    Route(
        "GET",
        "/v1/estate-imports/{estate_import_id}/bad-rows",
        "grids.get_bad_estate_rows",
        "Get the bad rows with their reasons",
        sends_file=True,
    ),
    Route(
        "GET",
        "/v1/estate-sheets/template",
        "grids.get_estate_form",
        "Get the empty form of an estate's sheet",
        sends_file=True,
    ),
    Route(
        "POST", "/v1/groupings/batch", "grids.found_groupings", "Found groupings with their units", CREATED
    ),
    Route("GET", "/v1/groupings", "grids.list_groupings", "List the groupings of a community"),
    Route("GET", "/v1/groupings/{grouping_id}", "grids.get_grouping", "Read a grouping with its holders"),
    Route("GET", "/v1/groupings/{grouping_id}/units", "grids.list_grouping_units", "List a grouping's units"),
    Route("POST", "/v1/groupings/{grouping_id}/units", "grids.set_grouping_units", "Set a grouping's units"),
    Route(
        "POST",
        "/v1/groupings/{grouping_id}/holders",
        "grids.set_grouping_holders",
        "Set a grouping's holders",
    ),
    Route("POST", "/v1/groupings/{grouping_id}/close", "grids.close_grouping", "Close a grouping"),
    Route("POST", "/v1/grouping-kinds", "grids.add_grouping_kind", "Add a kind of groupings", CREATED),
    Route("GET", "/v1/grouping-kinds", "grids.list_grouping_kinds", "List the kinds of groupings"),
    Route("POST", "/v1/places/batch", "grids.enter_places", "Enter service places", CREATED),
    Route("GET", "/v1/places", "grids.list_places", "List service places: by area, kind, open, near"),
    Route("GET", "/v1/places/totals", "grids.count_places", "Count service places by kind, each once"),
    Route("GET", "/v1/places/{place_id}", "grids.get_place", "Read a service place and who is on duty"),
    Route("PATCH", "/v1/places/{place_id}", "grids.change_place", "Change a service place"),
    Route("POST", "/v1/places/{place_id}/close", "grids.close_place", "Close a service place from a day on"),
    Route("POST", "/v1/places/{place_id}/reuse", "grids.reuse_place", "Give a service place another use"),
    Route("GET", "/v1/place-kinds", "grids.get_place_kinds", "Read the district's kinds of service place"),
    Route("PUT", "/v1/place-kinds", "grids.write_place_kinds", "Change the kinds from a day on"),
    Route(
        "POST", "/v1/labels/batch", "grids.make_labels", "Make labels for grids, buildings, units", CREATED
    ),
    Route("GET", "/v1/labels", "grids.list_labels", "List the labels of an area"),
    Route("GET", "/v1/labels/{token}", "grids.get_label", "Read a label"),
    Route("GET", "/v1/labels/{token}/image", "grids.get_label", "Get a label as a picture", drawn="label"),
    Route("POST", "/v1/labels/{token}/revoke", "grids.revoke_label", "Revoke a label"),
    Route("POST", "/v1/labels/{token}/replace", "grids.replace_label", "Revoke a lost label, give it anew"),
    Route("GET", "/v1/label-sheets", "grids.list_labels", "Get labels to print", drawn="label_sheet"),
    Route("POST", "/v1/staff/batch", "grids.enter_staff", "Enter people on duty", CREATED),
    Route(
        "POST", "/v1/staff/{staff_id}/hand-over", "grids.hand_over", "Hand posts and work to somebody else"
    ),
    Route("GET", "/v1/staff", "grids.search_staff", "Search people on duty by the beginning of their name"),
    Route("GET", "/v1/staff/{staff_id}", "grids.get_staff", "Read a person on duty"),
    Route("POST", "/v1/appointments/batch", "grids.appoint_staff", "Appoint people to posts", CREATED),
    Route(
        "POST",
        "/v1/appointments/{appointment_id}/end",
        "grids.end_appointment",
        "End an appointment on a day",
    ),
    Route("GET", "/v1/appointments", "grids.list_appointments", "List who is appointed in an area"),
    Route("GET", "/v1/appointments/{appointment_id}", "grids.get_appointment", "Read an appointment"),
    Route("GET", "/v1/posts", "grids.list_posts", "List posts with their holders, or the vacant ones"),
    Route("GET", "/v1/post-roles", "grids.get_post_roles", "Read which posts there are in the district"),
    Route("PUT", "/v1/post-roles", "grids.write_post_roles", "Say from a day on which posts there are"),
    Route("GET", "/v1/areas/{area_id}/staffing", "grids.get_staffing", "Count posts and who holds them"),
    Route("GET", "/v1/areas/{area_id}/age-profile", "grids.get_age_profile", "Count holders by their age"),
    Route(
        "GET",
        "/v1/areas/{area_id}/responsible",
        "grids.find_responsible",
        "Find who answers for an area, from below",
    ),
    Route(
        "GET",
        "/v1/dwellings/{dwelling_id}/responsible",
        "grids.find_responsible_for_dwelling",
        "Find who answers for a dwelling, from below",
    ),
    Route("POST", "/v1/cases", "grids.register_case", "Register a residents' voice case", CREATED),
    Route("GET", "/v1/cases", "grids.list_cases", "List cases by area and state"),
    Route("GET", "/v1/cases/{case_id}", "grids.get_case", "Read a case"),
    Route("POST", "/v1/cases/{case_id}/assign", "grids.assign_case", "Assign a case to the post's holder"),
    Route("POST", "/v1/cases/{case_id}/take-in-hand", "grids.take_case_in_hand", "Take a case in hand"),
    Route("POST", "/v1/cases/{case_id}/close", "grids.close_case", "Close a case with feedback"),
    Route("GET", "/v1/residents", "members.list_residents", "List the residents of an area"),
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
        sends_file=True,
    ),
    Route(
        "POST", "/v1/register-imports/{import_id}/undo", "members.undo_import", "Undo a whole import", TAKEN
    ),
    Route("POST", "/v1/area-imports", "grids.begin_area_import", "Import areas from a sheet", TAKEN),
    Route("GET", "/v1/area-imports", "grids.list_area_imports", "List imports that begin at an area"),
    Route("GET", "/v1/area-imports/{area_import_id}", "grids.get_area_import", "Read how it stands"),
    Route(
        "GET",
        "/v1/area-imports/{area_import_id}/bad-rows",
        "grids.get_bad_area_rows",
        "Get the bad rows of areas with their reasons",
        sends_file=True,
    ),
    Route("POST", "/v1/area-sheets", "grids.ask_area_sheet", "Ask for a sheet of what stands below", TAKEN),
    Route("GET", "/v1/area-sheets/{sheet_id}", "grids.get_area_sheet", "Read whether a sheet is made"),
    Route(
        "GET",
        "/v1/area-sheets/{sheet_id}/file",
        "grids.fetch_area_sheet",
        "Get a sheet of areas, to be added to and sent back",
        sends_file=True,
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
    Route("GET", "/v1/operator/status", "*.get_status", "Read how the house fares", asks_all=True),
    Route("GET", "/v1/operator/{service}/jobs", "*.list_jobs", "List a service's jobs, newest first"),
    Route(
        "POST",
        "/v1/operator/{service}/mirrors/refeed",
        "*.refeed_mirrors",
        "Feed a service's mirrors anew",
        TAKEN,
    ),
    Route(
        "POST",
        "/v1/operator/{service}/mirrors/recount",
        "*.recount_mirrors",
        "Count its mirrors' rows",
        TAKEN,
    ),
    Route("POST", "/v1/operator/{service}/keys/renew", "*.renew_keys", "Seal all of it by new keys", TAKEN),
    Route(
        "POST",
        "/v1/operator/{service}/keys/destroy-older",
        "*.destroy_older_keys",
        "Destroy the keys that nothing needs any more",
        TAKEN,
    ),
    Route("GET", "/v1/operator/{service}/events", "*.list_set_aside", "List events that are dead or parked"),
    Route("POST", "/v1/operator/{service}/events/replay", "*.replay_event", "Try an event again at once"),
    Route("POST", "/v1/operator/{service}/events/drop", "*.drop_event", "Drop an event for good"),
)
