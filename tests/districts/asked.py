"""What each reading RPC is asked of a large district: a value for each field that it takes."""

from collections.abc import Mapping
from typing import Any

from tests.districts import organisations, work
from tests.districts.shapes import COMMUNITY, COURTYARD, MICRO_INSIDE, ROW_INSIDE, SPLIT, TOWNSHIP, id_of

Values = Mapping[str, Any]
AUDIT = {
    "object_id": id_of(ROW_INSIDE),
    "principal": "principal-7",
    "action": "action-7",
    "since": "2026-01-01T00:00:00+00:00",
    "until": "2026-01-01T12:00:00+00:00",
}
LABEL = f"{'A' * 22}{ROW_INSIDE:08}"
NOON = "2026-03-05T12:00:00+08:00"
YESTERDAY = "2026-03-04"
"""Without a day the present tree is asked, with this one that of the day."""
NUMBER = "990001195001010015"
ROW = id_of(ROW_INSIDE)
NEW = id_of(999_999)
GROUPING = id_of(35278)
"""One of three units, in COMMUNITY."""
WARRANT = {"effective_on": "2026-03-05", "document_number": "1"}

NO_TABLES = {"get_estate_form", "get_status", "list_duty_classes", "list_level_presets"}
"""What tells of the process alone."""
REFUSED = {"open_key"}
"""What no filled row answers: no digest there is of a secret. It is refused after it has looked."""

OF_THE_CHASSIS: dict[str, Values] = {
    "get_job": {"job_id": f"members.{id_of(7)}"},
    "list_jobs": {},
    "list_set_aside": {"state": "dead"},
    "search_audit": AUDIT,
}
ASKED: dict[str, dict[str, Values]] = {
    "grids": {
        "feed_areas": {},
        "feed_dwellings": {"community_id": id_of(COMMUNITY)},
        "feed_staff": {},
        "feed_grouped_dwellings": {},
        "get_appointment": {"appointment_id": ROW},
        "find_holder": {"area_id": id_of(MICRO_INSIDE), "on": "2026-03-05", "role": "micro_grid_worker"},
        "find_responsible": {"area_id": id_of(MICRO_INSIDE), "on": YESTERDAY, "or_successor": True},
        "find_responsible_for_dwelling": {"dwelling_id": ROW, "on": YESTERDAY},
        "get_age_profile": {
            "area_id": id_of(COMMUNITY),
            "role": "micro_grid_worker",
            "under": 60,
            "on": YESTERDAY,
        },
        "get_post_roles": {"on": "2026-03-05"},
        "get_staffing": {"area_id": id_of(COMMUNITY), "on": YESTERDAY},
        "get_area": {"area_id": id_of(COMMUNITY)},
        "get_estate_import": {"estate_import_id": ROW},
        "get_bad_estate_rows": {"estate_import_id": ROW},
        "list_estate_imports": {"community_id": id_of(COMMUNITY)},
        "get_shape": {"area_id": ROW, "datum": "GCJ02"},
        "find_area_at": {"lon": "100.0705", "lat": "30.0705", "datum": "WGS84"},
        "report_shapes": {"area_id": id_of(COMMUNITY)},
        "get_area_import": {"area_import_id": ROW},
        "get_area_sheet": {"sheet_id": ROW},
        "get_bad_area_rows": {"area_import_id": ROW},
        "fetch_area_sheet": {"sheet_id": ROW},
        "list_area_imports": {"area_id": id_of(COMMUNITY)},
        "get_building": {"building_id": ROW},
        "get_case": {"case_id": ROW},
        "get_grouping": {"grouping_id": ROW},
        "get_staff": {"staff_id": ROW},
        "count_divisions": {"scheme": "NBS2023", "code": "371082", "on": "2026-03-05"},
        "list_divisions": {"scheme": "NBS2023", "parent_code": "371082", "on": "2026-03-05"},
        "resolve_division": {"scheme": "MCA", "code": "350403", "on": "2021-12-31", "as_of": "2026-03-05"},
        "roll_up_figures": {"scheme": "MCA", "figures": ["350402:1"], "on": "2020-12-31", "as_of": YESTERDAY},
        "list_area_changes": {"area_id": id_of(COMMUNITY)},
        "list_areas_then": {"area_id": id_of(COMMUNITY), "on": "2026-03-05"},
        "trace_areas": {"area_id": id_of(COMMUNITY), "on": "2026-03-05", "as_of": "2026-03-05"},
        "list_appointments": {"area_id": id_of(MICRO_INSIDE), "on": "2026-03-05"},
        "list_held_appointments": {"staff_id": id_of(79), "on": "2026-03-05"},
        "list_buildings": {"community_id": id_of(COMMUNITY)},
        "list_cases": {"area_id": id_of(COMMUNITY), "state": "assigned"},
        "list_children": {"area_id": id_of(COMMUNITY)},
        "list_code_schemes": {},
        "list_dwellings": {"building_id": id_of(79)},
        "list_level_presets": {},
        "list_duty_classes": {},
        "list_level_schemes": {},
        "list_posts": {
            "area_id": id_of(COMMUNITY),
            "vacant": False,
            "role": "micro_grid_worker",
            "on": YESTERDAY,
        },
        "list_grouping_kinds": {},
        "list_grouping_units": {"grouping_id": GROUPING},
        "list_held_groupings": {"staff_id": id_of(79), "on": "2026-03-05"},
        "list_groupings": {"community_id": id_of(COMMUNITY), "kind": "courtyard"},
        "list_tops": {},
        "list_subtree": {"area_id": id_of(COMMUNITY)},
        "preview_merge": {
            "sources": [{"area_id": id_of(MICRO_INSIDE), "seen_version": MICRO_INSIDE}],
            "target": {"area_id": id_of(MICRO_INSIDE + 1), "seen_version": MICRO_INSIDE + 1},
            "founded": {"id": NEW, "name": "new", "kind": "micro", "parent_id": id_of(SPLIT)},
            "holder_of": id_of(MICRO_INSIDE),
            **WARRANT,
        },
        "preview_move": {
            "area_id": id_of(MICRO_INSIDE),
            "parent_id": id_of(SPLIT),
            "seen_version": MICRO_INSIDE,
            **WARRANT,
        },
        "preview_abolition": {
            "area_id": id_of(MICRO_INSIDE),
            "seen_version": MICRO_INSIDE,
            "successor": {"area_id": id_of(MICRO_INSIDE + 1), "seen_version": MICRO_INSIDE + 1},
            **WARRANT,
        },
        "preview_split": {
            "area_id": id_of(SPLIT),
            "seen_version": SPLIT,
            "parts": [{"id": NEW, "name": "new"}],
            "primary_id": NEW,
            "children": [{"area_id": id_of(MICRO_INSIDE), "part_id": NEW}],
            "units": [{"building_id": id_of(5), "first": 9, "last": 9, "part_id": NEW}],
            "keeps_holder": True,
            **WARRANT,
        },
        "preview_units": {
            "ranges": [{"building_id": id_of(79), "first": 1, "last": 99, "area_id": id_of(MICRO_INSIDE)}]
        },
        "read_tree_log": {},
        "get_place": {"place_id": ROW, "at": NOON},
        "list_places": {
            "area_id": id_of(COMMUNITY),
            "kind": "kind_7",
            "closed": False,
            "open_now": False,
            "open_at": NOON,
            "near": "104.11,30.68",
            "datum": "GCJ02",
            "within_m": 5000,
        },
        "count_places": {"area_id": id_of(COMMUNITY), "organisation_id": id_of(79)},
        "get_place_kinds": {},
        "get_city_apps": {},
        **organisations.asked(ROW, id_of(COMMUNITY), id_of(MICRO_INSIDE), id_of(79)),
        **work.asked(ROW, id_of(COMMUNITY)),
        "get_label": {"token": LABEL},
        "open_label": {"token": LABEL},
        "list_labels": {"area_id": id_of(COMMUNITY)},
        "report_coverage": {"area_id": id_of(COMMUNITY)},
        "resolve_code": {"code": "code-7", "scheme": "LOCAL", "date": "2026-03-05"},
        "search_areas": {"name_prefix": "name-396"},
        "search_staff": {"name_prefix": "display_name-39"},
    },
    "members": {
        "count_people": {"area_id": id_of(COMMUNITY)},
        "foresee_people": {
            "kind": "split",
            "effective_on": "2026-03-05",
            "ended_ids": [id_of(SPLIT)],
            "parts": [
                {
                    "area_id": NEW,
                    "name": "new",
                    "child_areas": 1,
                    "dwellings": 1,
                    "buildings": 1,
                    "groupings": 1,
                    "open_cases": 1,
                    "places": 1,
                    "child_ids": [id_of(MICRO_INSIDE)],
                    "own_ids": [id_of(MICRO_INSIDE)],
                    "dwelling_ids": [ROW],
                }
            ],
            "posts": 1,
            "posts_go_on": 1,
            "posts_end": 0,
            "codes": 1,
            "cases_reassigned": 1,
            "shape": "stays",
            "without_shape": [ROW],
        },
        "report_people": {
            "area_id": id_of(COMMUNITY),
            "on": "2026-03-05",
            "as_of": "2026-03-05",
            "areas": [
                {
                    "area_id": id_of(COMMUNITY),
                    "kind": "community",
                    "name": "name",
                    "of": [id_of(COMMUNITY), ROW],
                }
            ],
            "unplaced": [
                {"area_id": id_of(7), "name": "name", "to_ids": [id_of(COMMUNITY)], "is_counted": True}
            ],
        },
        "contacts_of": {"resident_ids": [ROW, id_of(2)]},
        "feed_residents": {},
        "find_standing": {"principal": "principal-7"},
        "get_bad_rows": {"import_id": ROW},
        "get_grant": {"grant_id": ROW},
        "get_household": {"household_id": ROW},
        "get_import": {"import_id": ROW},
        "get_key": {"key_id": id_of(2)},
        "get_resident": {"resident_id": ROW},
        "list_grants": {"person_id": id_of(79), "area_id": id_of(COMMUNITY), "source": "post"},
        "list_keys": {},
        "list_imports": {"community_id": id_of(COMMUNITY)},
        "open_key": {"key_id": id_of(2), "secret_hash": "0" * 64, "address": "203.0.113.7"},
        "list_residents": {"area_id": id_of(COMMUNITY)},
        "search_residents": {"name": "key-312", "document_number": NUMBER, "phone": "19900000000"},
    },
    "care": {
        "check_eligibility": {"resident_id": ROW, "on": "2026-03-05"},
        "find_diners": {"resident_ids": [ROW, id_of(2)]},
        "get_meal_card": {"card_id": ROW},
        "get_meal_programme": {},
        "list_meal_cards": {"area_id": id_of(COMMUNITY), "state": "open"},
        "list_served_meals": {"card_id": id_of(4680)},
    },
    "notify": {
        "get_message": {"message_id": ROW},
        "get_template": {"template_key": "case_closed", "language": "en"},
        "list_messages": {
            "case_id": id_of(79),
            "recipient_id": id_of(79),
            "subject_id": id_of(79),
            "subject_kind": "case",
        },
    },
}
SCOPES: dict[str, tuple[str, ...] | None] = {
    "the district": None,
    "a township": (id_of(TOWNSHIP),),
    "a community": (id_of(COMMUNITY),),
    "a courtyard": (id_of(COURTYARD),),
    "a community and a courtyard": (id_of(COMMUNITY), id_of(COURTYARD)),
    "two micro-grids": (id_of(MICRO_INSIDE), id_of(MICRO_INSIDE + 1)),
}
