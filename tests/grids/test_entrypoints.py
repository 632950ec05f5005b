"""The entrypoints on a world in memory: what each takes, and that its answer is what it promises."""

from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from services.chassis import wire
from services.chassis.clock import FixedClock
from services.chassis.settings import Settings
from services.chassis.specs import rpcs_of
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.dwellings.domain.building import dwelling_id
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.posts.domain.post import following_id
from services.grids.posts.domain.roles import USUAL
from services.grids.service import GridsService
from tests.grids.builders import COMMUNITY_CODE, NOW, a_duty, a_person, id_of, the_ground
from tests.grids.dwellings.estates import a_building
from tests.grids.groupings.yards import a_grouping, a_holder, a_span
from tests.grids.places.huts import WEEK, a_place
from tests.grids.world import CALLER, FakeWorld

SPECS = {
    spec.name: spec
    for spec in rpcs_of(GridsService)
    if not getattr(GridsService, spec.name).__module__.startswith("services.chassis")
}
CASE = id_of("case")
HANDED = following_id(id_of("wang at micro 1"), id_of("li"), "2026-03-05")
THE_USUAL = [asdict(role) for role in USUAL.roles]
IMPORT, ENDED, SHEET, MADE = map(id_of, ("an import", "an ended import", "a sheet", "a made sheet"))
FILE = f"{'0' * 64}.{'A' * 43}"
PAGE = {"limit": 2}
SEVENTH = {"area_id": id_of("school"), "scheme": "SYS:wangge", "code": "7"}


def the_label(given: dict[str, Any]) -> dict[str, Any]:
    return {"token": given["make_labels"]["items"][0]["token"]}


A_ROOM = a_place("room", hours=WEEK)
A_KIND = {"key": "tea_house", "name_zh": "茶馆", "name_en": "tea house"}
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

# In the order of a day: each finds what those before it made.
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
    ("list_buildings", {"community_id": id_of("community")} | PAGE),
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
    (
        "set_grouping_units",
        {"grouping_id": id_of("yard"), "units": [a_span("A", 1, 1)], "seen_version": 1},
    ),
    (
        "set_grouping_holders",
        {"grouping_id": id_of("yard"), "holders": [a_holder("wang")], "seen_version": 2},
    ),
    ("get_grouping", {"grouping_id": id_of("yard")}),
    ("close_grouping", {"grouping_id": id_of("yard"), "seen_version": 3}),
    ("appoint_staff", {"appointments": [a_duty("wang", "micro 1")]}),
    ("register_case", {"id": CASE, "area_id": id_of("micro 1"), "text": "The lamp is out."}),
    ("assign_case", {"case_id": CASE, "seen_version": 1}),
    ("take_case_in_hand", {"case_id": CASE, "seen_version": 2}),
    ("close_case", {"case_id": CASE, "seen_version": 3, "feedback": "Changed it."}),
    ("rename_area", {"area_id": id_of("base 2"), "name": "又一网格", "seen_version": 1}),
    ("move_area", {"area_id": id_of("base 2"), "parent_id": id_of("total elsewhere"), "seen_version": 2}),
    ("preview_split", SPLIT),
    ("split_area", SPLIT),
    ("preview_merge", MERGE),
    ("merge_areas", MERGE),
    ("abolish_area", {"area_id": id_of("micro elsewhere"), "seen_version": 1}),
    ("list_area_changes", {"area_id": id_of("community")} | PAGE),
    ("list_areas_then", {"area_id": id_of("community"), "on": "2026-03-05"} | PAGE),
    ("get_area", {"area_id": id_of("community")}),
    ("list_children", {"area_id": id_of("total")} | PAGE),
    ("list_tops", PAGE),
    ("list_subtree", {"area_id": id_of("total")} | PAGE),
    ("search_areas", {"name_prefix": "micro"} | PAGE),
    ("resolve_code", {"scheme": "NBS2023", "code": COMMUNITY_CODE}),
    ("feed_areas", PAGE),
    ("read_tree_log", PAGE),
    ("get_staff", {"staff_id": id_of("wang")}),
    ("search_staff", {"name_prefix": "w"} | PAGE),
    ("list_appointments", {"area_id": id_of("micro 1")} | PAGE),
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
    (
        "begin_estate_import",
        {"id": IMPORT, "community_id": id_of("community"), "file": FILE, "file_name": "a.csv"},
    ),
    ("get_estate_import", {"estate_import_id": IMPORT}),
    ("list_estate_imports", {"community_id": id_of("community")} | PAGE),
    ("get_bad_estate_rows", {"estate_import_id": ENDED}),
    ("get_estate_form", {"format": "csv"}),
    ("begin_area_import", {"id": IMPORT, "file": FILE, "file_name": "a.csv"}),
    ("get_area_import", {"area_import_id": IMPORT}),
    ("list_area_imports", PAGE),
    ("get_bad_area_rows", {"area_import_id": ENDED}),
    ("ask_area_sheet", {"id": SHEET, "area_id": id_of("community")}),
    ("get_area_sheet", {"sheet_id": SHEET}),
    ("fetch_area_sheet", {"sheet_id": MADE}),
    ("enter_places", {"places": [A_ROOM]}),
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
    ("close_place", {"place_id": A_ROOM["id"], "on": "2026-03-05", "seen_version": 2}),
    (
        "reuse_place",
        {"place_id": A_ROOM["id"], "kind": "canteen", "name": "x", "on": "2026-03-05", "seen_version": 3},
    ),
    ("write_place_kinds", {"valid_from": "2026-03-05", "kinds": [A_KIND], "seen_version": 0}),
    (
        "end_appointment",
        {"appointment_id": HANDED, "valid_to": "2026-03-06", "seen_version": 1},
    ),
    ("register_code_scheme", {"scheme": "SYS:wangge", "name": "网格平台"}),
    ("list_code_schemes", PAGE),
    ("give_code", SEVENTH | {"valid_from": "2026-01-01", "seen_version": 1}),
    ("retire_code", SEVENTH | {"valid_to": "2026-03-01", "seen_version": 2}),
    ("give_grid_codes", {"area_id": id_of("community")}),
    ("upsert_areas", {"scheme": "SYS:wangge", "areas": [{"code": "8", "kind": "county", "name": "又一县"}]}),
    ("resolve_division", {"scheme": "MCA", "code": "350403"}),
    ("count_divisions", {"scheme": "NBS2023", "code": "371082"}),
    ("list_divisions", {"scheme": "NBS2023", "parent_code": "371082"} | PAGE),
    ("roll_up_figures", {"scheme": "MCA", "figures": ["350403:7"], "on": "2020-12-31"}),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    service = GridsService()
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    service.foundation = SimpleNamespace(settings=settings)
    world = FakeWorld()
    ended = AreaImport(ENDED, None, "a.csv", FILE, False, "job", "me", NOW).ended(FILE)[0]
    made = AreaSheet(MADE, None, SheetFormat.CSV, "job", "me", NOW).made(FILE, 14)[0]
    estate = EstateImport(ENDED, id_of("community"), "a.csv", FILE, False, "job", "me", NOW)
    world.kept.estate_imports[ENDED] = estate.ended(FILE)[0]
    world.kept.area_imports[ENDED], world.kept.area_sheets[MADE] = ended, made
    service.begin, service.clock = world, FixedClock(NOW)  # type: ignore[assignment]
    given: dict[str, Any] = {}
    for method, body in DAY:
        spec = SPECS[method]
        assert spec.takes
        told = body(given) if callable(body) else body
        command = spec.takes.parse(wire.loads(wire.dumps(told)))
        given[method] = spec.gives.dump(getattr(service, method)(command, CALLER))
    return given


def test_the_day_goes_through_every_entrypoint():
    assert {method for method, _ in DAY} == set(SPECS)


@pytest.mark.parametrize("method", SPECS)
def test_an_answer_has_every_field_that_it_promises(method, answers):
    assert set(answers[method]) == set(SPECS[method].gives.fields)


@pytest.mark.parametrize("method", [name for name, spec in SPECS.items() if "items" in spec.gives.fields])
def test_an_item_has_every_field_that_it_promises(method, answers):
    promised = SPECS[method].gives.fields["items"].inner.schema.fields  # type: ignore[attr-defined]
    items = answers[method]["items"]

    assert items
    assert all(set(item) == set(promised) for item in items)


@pytest.mark.parametrize(
    "method", [name for name, spec in SPECS.items() if spec.takes and "after" in spec.takes.fields]
)
def test_a_list_is_as_long_as_asked_for(method, answers):
    assert len(answers[method]["items"]) <= 2
    assert "next" in answers[method]


@pytest.mark.parametrize("method", [name for name, spec in SPECS.items() if spec.reads is None])
def test_what_changes_one_thing_answers_with_its_version(method, answers):
    answer = answers[method]
    changed = answer.get("items", answer["areas"] if "ended_ids" in answer else [answer])

    assert all("version" in each for each in changed)


def test_a_case_is_closed_at_the_end_of_its_day(answers):
    assert [answers[method]["state"] for method in ("register_case", "assign_case", "get_case")] == [
        "registered", "assigned", "closed",
    ]  # fmt: skip


@pytest.mark.parametrize(("method", "permission"), [
    ("found_areas", "areas.change"), ("get_area", "areas.read"), ("feed_areas", "areas.feed"),
    ("read_tree_log", "areas.feed"), ("merge_areas", "areas.change"), ("preview_split", "areas.change"),
    ("list_area_changes", "areas.read"),
    ("write_level_scheme", "levels.change"),
    ("enter_buildings", "dwellings.change"), ("list_dwellings", "dwellings.read"),
    ("enter_staff", "staff.change"), ("get_staff", "staff.read"), ("appoint_staff", "posts.change"),
    ("list_posts", "posts.read"), ("write_post_roles", "roles.change"),
    ("find_responsible", "posts.read"), ("get_staffing", "posts.read"),
    ("register_case", "cases.register"), ("get_case", "cases.read"),
    ("enter_places", "places.change"), ("list_places", "places.read"),
    ("assign_case", "cases.assign"), ("take_case_in_hand", "cases.handle"), ("close_case", "cases.close"),
])  # fmt: skip
def test_each_part_of_the_work_has_its_own_permission(method, permission):
    assert SPECS[method].permission == permission


@pytest.mark.parametrize("method", ["get_case", "list_cases"])
def test_reading_cases_is_reading_personal_data(method):
    assert SPECS[method].reads == "personal"
