"""Buildings, units, groupings, service places and labels."""

from gateway.routes.route import CREATED, CSV, TAKEN, XLSX, Route

HOUSES = (
    Route("POST", "/v1/buildings/batch", "grids.enter_buildings", "Enter an estate's buildings", CREATED),
    Route("GET", "/v1/buildings/{building_id}", "grids.get_building", "Read a building"),
    Route("PATCH", "/v1/buildings/{building_id}", "grids.rename_building", "Rename a building or its estate"),
    Route("GET", "/v1/buildings", "grids.list_buildings", "List the buildings of a community"),
    Route(
        "GET", "/v1/buildings/{building_id}/dwellings", "grids.list_dwellings", "List a building's dwellings"
    ),
    Route("POST", "/v1/units/give", "grids.give_units", "Give units to micro-grids by ranges"),
    Route("POST", "/v1/places/batch", "grids.enter_places", "Enter service places", CREATED),
    Route("GET", "/v1/places", "grids.list_places", "List service places: by area, kind, open, near"),
    Route("GET", "/v1/places/totals", "grids.count_places", "Count service places by kind, each once"),
    Route("GET", "/v1/places/{place_id}", "grids.get_place", "Read a service place and who is on duty"),
    Route("PATCH", "/v1/places/{place_id}", "grids.change_place", "Change a service place"),
    Route("POST", "/v1/places/{place_id}/close", "grids.close_place", "Close a service place from a day on"),
    Route("POST", "/v1/places/{place_id}/reuse", "grids.reuse_place", "Give a service place another use"),
    Route("POST", "/v1/places/{place_id}/take-back", "grids.take_back_use", "Take back a use of today"),
    Route("GET", "/v1/place-kinds", "grids.get_place_kinds", "Read the district's kinds of service place"),
    Route("PUT", "/v1/place-kinds", "grids.write_place_kinds", "Change the kinds from a day on"),
    Route("POST", "/v1/organisations/batch", "grids.found_organisations", "Found organisations", CREATED),
    Route("GET", "/v1/organisations", "grids.list_organisations", "List organisations by name"),
    Route("GET", "/v1/organisations/totals", "grids.count_organisations", "Count organisations by kind"),
    Route(
        "GET",
        "/v1/organisations/coverage",
        "grids.report_organisation_coverage",
        "Report how much of the ground has an organisation of its own",
    ),
    Route(
        "GET",
        "/v1/organisations/upward",
        "grids.find_organisations",
        "Find the organisations of an area or a dwelling, from below",
    ),
    Route("GET", "/v1/organisations/{organisation_id}", "grids.get_organisation", "Read an organisation"),
    Route(
        "PATCH", "/v1/organisations/{organisation_id}", "grids.change_organisation", "Change an organisation"
    ),
    Route(
        "POST",
        "/v1/organisations/{organisation_id}/close",
        "grids.close_organisation",
        "Close an organisation from a day on",
    ),
    Route(
        "GET",
        "/v1/organisations/{organisation_id}/members",
        "grids.list_organisation_members",
        "List an organisation's members",
    ),
    Route(
        "POST",
        "/v1/organisations/{organisation_id}/members",
        "grids.set_organisation_members",
        "Set members of an organisation",
    ),
    Route("GET", "/v1/organisation-kinds", "grids.get_organisation_kinds", "Read the kinds of organisations"),
    Route(
        "PUT", "/v1/organisation-kinds", "grids.write_organisation_kinds", "Change the kinds from a day on"
    ),
    Route(
        "POST", "/v1/candidates/batch", "grids.enter_candidates", "Enter candidates for grid work", CREATED
    ),
    Route("GET", "/v1/candidates", "grids.list_candidates", "List candidates, the preferred first"),
    Route("GET", "/v1/candidates/{candidate_id}", "grids.get_candidate", "Read a candidate"),
    Route("PATCH", "/v1/candidates/{candidate_id}", "grids.change_candidate", "Change a candidate"),
    Route(
        "POST", "/v1/candidates/{candidate_id}/take-out", "grids.take_out_candidate", "Take a candidate out"
    ),
    Route("GET", "/v1/candidate-tags", "grids.get_candidate_tags", "Read the tags of candidates"),
    Route("PUT", "/v1/candidate-tags", "grids.write_candidate_tags", "Change the tags from a day on"),
    Route(
        "POST", "/v1/labels/batch", "grids.make_labels", "Make labels for grids, buildings, units", CREATED
    ),
    Route("GET", "/v1/labels", "grids.list_labels", "List the labels of an area"),
    Route("GET", "/v1/labels/{token}", "grids.get_label", "Read a label"),
    Route("GET", "/v1/labels/{token}/image", "grids.get_label", "Get a label as a picture", drawn="label"),
    Route("POST", "/v1/labels/{token}/revoke", "grids.revoke_label", "Revoke a label"),
    Route("POST", "/v1/labels/{token}/replace", "grids.replace_label", "Revoke a lost label, give it anew"),
    Route("GET", "/v1/city-apps", "grids.get_city_apps", "Read where labels lead on to"),
    Route("PUT", "/v1/city-apps", "grids.write_city_apps", "Say where labels lead on to"),
    Route("GET", "/v1/label-sheets", "grids.list_labels", "Get labels to print", drawn="label_sheet"),
    Route("POST", "/v1/units/preview", "grids.preview_units", "See what a table of ranges would do"),
    Route("POST", "/v1/estate-imports", "grids.begin_estate_import", "Import an estate from a sheet", TAKEN),
    Route("GET", "/v1/estate-imports", "grids.list_estate_imports", "List a community's imports of estates"),
    Route("GET", "/v1/estate-imports/{estate_import_id}", "grids.get_estate_import", "Read how it stands"),
    Route(
        "GET",
        "/v1/estate-imports/{estate_import_id}/bad-rows",
        "grids.get_bad_estate_rows",
        "Get the bad rows with their reasons",
        sends=(XLSX,),
    ),
    Route(
        "GET",
        "/v1/estate-sheets/template",
        "grids.get_estate_form",
        "Get the empty form of an estate's sheet",
        sends=(XLSX, CSV),
    ),
    Route(
        "POST", "/v1/groupings/batch", "grids.found_groupings", "Found groupings with their units", CREATED
    ),
    Route("GET", "/v1/groupings", "grids.list_groupings", "List the groupings of a community"),
    Route(
        "GET",
        "/v1/held-groupings",
        "grids.list_held_groupings",
        "List the groupings that somebody holds on a day and later",
    ),
    Route("GET", "/v1/groupings/{grouping_id}", "grids.get_grouping", "Read a grouping with its holders"),
    Route("GET", "/v1/groupings/{grouping_id}/units", "grids.list_grouping_units", "List a grouping's units"),
    Route("POST", "/v1/groupings/{grouping_id}/units", "grids.set_grouping_units", "Set a grouping's units"),
    Route(
        "POST",
        "/v1/groupings/{grouping_id}/holders",
        "grids.set_grouping_holders",
        "Set a grouping's holders",
    ),
    Route("PATCH", "/v1/groupings/{grouping_id}", "grids.rename_grouping", "Rename a grouping"),
    Route("POST", "/v1/groupings/{grouping_id}/close", "grids.close_grouping", "Close a grouping"),
    Route("POST", "/v1/grouping-kinds", "grids.add_grouping_kind", "Add a kind of groupings", CREATED),
    Route("GET", "/v1/grouping-kinds", "grids.list_grouping_kinds", "List the kinds of groupings"),
    Route(
        "GET",
        "/v1/dwellings/{dwelling_id}/responsible",
        "grids.find_responsible_for_dwelling",
        "Find who answers for a dwelling, from below",
    ),
)
