"""What is asked of grids in the order of a day: each finds what those before it made."""

from dataclasses import asdict
from typing import Any

from services.grids.dwellings.domain.building import dwelling_id
from services.grids.posts.domain.post import following_id
from services.grids.posts.domain.roles import USUAL
from tests.grids.builders import COMMUNITY_CODE, a_duty, a_person, id_of, the_ground
from tests.grids.candidates.pools import a_candidate
from tests.grids.dwellings.estates import a_building
from tests.grids.groupings.yards import a_grouping, a_holder, a_span
from tests.grids.organisations.trees import a_member, an_organisation
from tests.grids.places.huts import WEEK, a_place
from tests.grids.work_log.days import an_entry

CASE = id_of("case")
HANDED = following_id(id_of("wang at micro 1"), id_of("li"), "2026-03-05")
THE_USUAL = [asdict(role) for role in USUAL.roles]
IMPORT, ENDED, SHEET, MADE = map(id_of, ("an import", "an ended import", "a sheet", "a made sheet"))
SQUARE = {"type": "Polygon", "coordinates": [[[104, 30], [105, 30], [105, 31], [104, 31], [104, 30]]]}
FILE = f"{'0' * 64}.{'A' * 43}"
PAGE = {"limit": 2}
SEVENTH = {"area_id": id_of("school"), "scheme": "SYS:wangge", "code": "7"}


def the_label(given: dict[str, Any]) -> dict[str, Any]:
    return {"token": given["make_labels"]["items"][0]["token"]}


A_ROOM = a_place("room", hours=WEEK)
AN_APP = {"name_zh": "城市服务", "name_en": "City services", "url": "https://city.example/grid"}
A_KIND = {"key": "tea_house", "name_zh": "茶馆", "name_en": "tea house"}

AN_ASSOCIATION = an_organisation("association", "association", None, "community")
A_BRANCH = an_organisation("branch", "association_branch", "association", "base 1")
A_GROUP = an_organisation("group", "association_group", "branch", "micro 1")

TOLD_ANEW = {
    name: value for name, value in an_entry("round", text="Anew.").items() if name not in ("id", "area_id")
}
SPLIT = {
    "area_id": id_of("micro 2"),
    "seen_version": 1,
    "parts": [{"id": id_of("part"), "name": "part"}],
    "primary_id": id_of("micro 2"),
}
MERGE = {
    "sources": [{"area_id": id_of("part"), "seen_version": 1}],
    "target": {"area_id": id_of("micro 2"), "seen_version": 1},
}

DAY: list[tuple[str, Any]] = [
    ("found_areas", {"areas": the_ground()}),
    (
        "enter_buildings",
        {"community_id": id_of("community"), "estate": "锦绣苑", "buildings": [a_building("A")]},
    ),
    ("report_coverage", {"area_id": id_of("community")} | PAGE),
    (
        "give_units",
        {"ranges": [{"building_id": id_of("A"), "first": 1, "last": 2, "area_id": id_of("micro 1")}]},
    ),
    ("write_level_scheme", {"preset": "chenghua", "valid_from": "2026-03-05", "seen_version": 0}),
    ("list_level_schemes", {}),
    ("list_level_presets", {}),
    ("rename_building", {"building_id": id_of("A"), "name": "B", "seen_version": 2}),
    ("list_buildings", {"community_id": id_of("community")} | PAGE),
    ("get_building", {"building_id": id_of("A")}),
    ("list_dwellings", {"building_id": id_of("A")} | PAGE),
    ("feed_dwellings", {"community_id": id_of("community")} | PAGE),
    ("enter_staff", {"staff": [a_person("wang"), a_person("li")]}),
    (
        "preview_units",
        {"ranges": [{"building_id": id_of("A"), "first": 2, "last": 2, "area_id": id_of("micro 2")}]},
    ),
    ("add_grouping_kind", {"kind": "street", "name_zh": "街巷", "name_en": "Street"}),
    ("list_grouping_kinds", PAGE),
    ("found_groupings", {"community_id": id_of("community"), "groupings": [a_grouping("yard")]}),
    ("list_groupings", {"community_id": id_of("community")} | PAGE),
    ("list_grouping_units", {"grouping_id": id_of("yard")} | PAGE),
    ("feed_grouped_dwellings", PAGE),
    (
        "set_grouping_units",
        {"grouping_id": id_of("yard"), "units": [a_span("A", 1, 1)], "seen_version": 1},
    ),
    (
        "set_grouping_holders",
        {"grouping_id": id_of("yard"), "holders": [a_holder("wang")], "seen_version": 2},
    ),
    ("get_grouping", {"grouping_id": id_of("yard")}),
    ("list_held_groupings", {"staff_id": id_of("wang")} | PAGE),
    ("rename_grouping", {"grouping_id": id_of("yard"), "name": "东院", "seen_version": 3}),
    ("close_grouping", {"grouping_id": id_of("yard"), "seen_version": 4}),
    ("appoint_staff", {"appointments": [a_duty("wang", "micro 1")]}),
    ("register_case", {"id": CASE, "area_id": id_of("micro 1"), "text": "The lamp is out."}),
    ("assign_case", {"case_id": CASE, "seen_version": 1}),
    ("take_case_in_hand", {"case_id": CASE, "seen_version": 2}),
    ("close_case", {"case_id": CASE, "seen_version": 3, "feedback": "Changed it."}),
    ("name_actors", {"case_id": CASE, "seen_version": 4, "finder_id": id_of("wang")}),
    ("get_candidate_tags", {}),
    ("enter_candidates", {"candidates": [a_candidate("zhao", "community")]}),
    ("change_candidate", {"candidate_id": id_of("zhao"), "tags": ["volunteer"], "seen_version": 1}),
    ("get_candidate", {"candidate_id": id_of("zhao")}),
    ("list_candidates", {"area_id": id_of("community")} | PAGE),
    ("take_out_candidate", {"candidate_id": id_of("zhao"), "seen_version": 2}),
    ("write_candidate_tags", {"valid_from": "2026-03-05", "tags": [A_KIND], "seen_version": 0}),
    ("list_duty_classes", {}),
    ("log_work", an_entry("round")),
    ("correct_work", {"entry_id": id_of("round"), "seen_version": 1} | TOLD_ANEW),
    ("get_work_entry", {"entry_id": id_of("round")}),
    ("list_work", PAGE),
    ("count_work", {"area_id": id_of("community"), "year": 2026}),
    ("recount_ground", {}),
    ("withdraw_work", {"entry_id": id_of("round"), "seen_version": 2}),
    ("rename_area", {"area_id": id_of("base 2"), "name": "又一网格", "seen_version": 1}),
    ("preview_move", {"area_id": id_of("base 2"), "parent_id": id_of("total elsewhere"), "seen_version": 2}),
    ("move_area", {"area_id": id_of("base 2"), "parent_id": id_of("total elsewhere"), "seen_version": 2}),
    ("preview_abolition", {"area_id": id_of("micro 3"), "seen_version": 1}),
    ("preview_split", SPLIT),
    ("split_area", SPLIT),
    ("preview_merge", MERGE),
    ("merge_areas", MERGE),
    ("list_area_changes", {"area_id": id_of("community")} | PAGE),
    ("list_areas_then", {"area_id": id_of("community"), "on": "2026-03-05"} | PAGE),
    ("trace_areas", {"area_id": id_of("community"), "on": "2026-03-05"}),
    ("get_area", {"area_id": id_of("community")}),
    ("list_children", {"area_id": id_of("total")} | PAGE),
    ("list_tops", PAGE),
    ("list_subtree", {"area_id": id_of("total")} | PAGE),
    ("search_areas", {"name_prefix": "micro"} | PAGE),
    ("resolve_code", {"scheme": "NBS2023", "code": COMMUNITY_CODE}),
    ("feed_areas", PAGE),
    ("read_tree_log", PAGE),
    ("change_staff", {"staff_id": id_of("wang"), "duty_phone": "12345", "seen_version": 1}),
    ("get_staff", {"staff_id": id_of("wang")}),
    ("search_staff", {"name_prefix": "w"} | PAGE),
    ("list_appointments", {"area_id": id_of("micro 1")} | PAGE),
    ("list_held_appointments", {"staff_id": id_of("wang")} | PAGE),
    ("get_appointment", {"appointment_id": id_of("wang at micro 1")}),
    ("list_posts", {"area_id": id_of("community")} | PAGE),
    ("find_holder", {"area_id": id_of("micro 1")}),
    ("write_post_roles", {"valid_from": "2026-03-05", "roles": THE_USUAL, "seen_version": 0}),
    ("get_post_roles", {}),
    ("get_staffing", {"area_id": id_of("total")}),
    ("get_age_profile", {"area_id": id_of("total"), "role": "micro_grid_worker"}),
    ("find_responsible", {"area_id": id_of("micro 1")}),
    ("find_responsible_for_dwelling", {"dwelling_id": dwelling_id(id_of("A"), 1, "101")}),
    ("feed_staff", PAGE),
    ("get_case", {"case_id": CASE}),
    ("list_cases", PAGE),
    ("hand_over", {"staff_id": id_of("wang"), "to_id": id_of("li"), "on": "2026-03-05"}),
    ("enter_places", {"places": [A_ROOM]}),
    ("get_organisation_kinds", {}),
    ("found_organisations", {"organisations": [AN_ASSOCIATION, A_BRANCH, A_GROUP]}),
    (
        "set_organisation_members",
        {"organisation_id": A_GROUP["id"], "members": [a_member("wang")], "seen_version": 1},
    ),
    ("list_organisation_members", {"organisation_id": A_GROUP["id"]} | PAGE),
    ("get_organisation", {"organisation_id": A_GROUP["id"]}),
    ("list_organisations", PAGE),
    ("find_organisations", {"area_id": id_of("micro 1")} | PAGE),
    ("count_organisations", {"area_id": id_of("community")}),
    (
        "report_organisation_coverage",
        {"area_id": id_of("community"), "kind": "association_group", "area_kind": "micro"} | PAGE,
    ),
    ("change_organisation", {"organisation_id": A_GROUP["id"], "name": "第二小组", "seen_version": 2}),
    ("close_organisation", {"organisation_id": A_GROUP["id"], "on": "2026-03-05", "seen_version": 3}),
    (
        "write_organisation_kinds",
        {"valid_from": "2026-03-05", "kinds": [A_KIND], "capacities": [A_KIND], "seen_version": 0},
    ),
    ("make_labels", {"targets": [{"kind": "area", "target_id": id_of("micro 1")}]}),
    ("list_labels", {"area_id": id_of("community")} | PAGE),
    ("get_label", the_label),
    ("open_label", the_label),
    ("replace_label", lambda given: the_label(given) | {"seen_version": 1}),
    ("revoke_label", lambda given: {"token": given["replace_label"]["token"], "seen_version": 1}),
    ("change_place", {"place_id": A_ROOM["id"], "name": "亲子小屋", "seen_version": 1}),
    ("get_place", {"place_id": A_ROOM["id"]}),
    ("list_places", PAGE),
    ("count_places", {}),
    ("get_place_kinds", {}),
    ("get_city_apps", {}),
    ("close_place", {"place_id": A_ROOM["id"], "on": "2026-03-05", "seen_version": 2}),
    (
        "reuse_place",
        {"place_id": A_ROOM["id"], "kind": "canteen", "name": "x", "on": "2026-03-05", "seen_version": 3},
    ),
    ("take_back_use", {"place_id": A_ROOM["id"], "seen_version": 4}),
    ("write_city_apps", {"apps": [AN_APP], "seen_version": 0}),
    ("write_place_kinds", {"valid_from": "2026-03-05", "kinds": [A_KIND], "seen_version": 0}),
    (
        "begin_estate_import",
        {"id": IMPORT, "community_id": id_of("community"), "file": FILE, "file_name": "a.csv"},
    ),
    ("get_estate_import", {"estate_import_id": IMPORT}),
    ("list_estate_imports", {"community_id": id_of("community")} | PAGE),
    ("get_bad_estate_rows", {"estate_import_id": ENDED}),
    ("get_estate_form", {"format": "csv"}),
    ("draw_shape", {"area_id": id_of("micro 1"), "shape": SQUARE, "seen_version": 0}),
    ("get_shape", {"area_id": id_of("micro 1"), "datum": "GCJ02"}),
    ("find_area_at", {"lon": "104.05", "lat": "30.65"}),
    ("report_shapes", {"area_id": id_of("base 1")}),
    ("begin_area_import", {"id": IMPORT, "file": FILE, "file_name": "a.csv"}),
    ("get_area_import", {"area_import_id": IMPORT}),
    ("list_area_imports", PAGE),
    ("get_bad_area_rows", {"area_import_id": ENDED}),
    ("ask_area_sheet", {"id": SHEET, "area_id": id_of("community")}),
    ("get_area_sheet", {"sheet_id": SHEET}),
    ("fetch_area_sheet", {"sheet_id": MADE}),
    (
        "end_appointment",
        {"appointment_id": HANDED, "valid_to": "2026-03-06", "seen_version": 1},
    ),
    ("register_code_scheme", {"scheme": "SYS:wangge", "name": "网格平台"}),
    ("list_code_schemes", PAGE),
    ("give_code", SEVENTH | {"valid_from": "2026-01-01", "seen_version": 1}),
    ("retire_code", SEVENTH | {"valid_to": "2026-03-01", "seen_version": 2}),
    ("abolish_area", {"area_id": id_of("school"), "seen_version": 3}),
    ("give_grid_codes", {"area_id": id_of("community")}),
    ("upsert_areas", {"scheme": "SYS:wangge", "areas": [{"code": "8", "kind": "county", "name": "又一县"}]}),
    ("resolve_division", {"scheme": "MCA", "code": "350403"}),
    ("count_divisions", {"scheme": "NBS2023", "code": "371082"}),
    ("list_divisions", {"scheme": "NBS2023", "parent_code": "371082"} | PAGE),
    ("roll_up_figures", {"scheme": "MCA", "figures": ["350403:7"], "on": "2020-12-31"}),
]
