"""The entrypoints on a world in memory: what each takes, and that its answer is what it promises."""

from typing import Any

import pytest

from services.chassis import wire
from services.chassis.clock import FixedClock
from services.chassis.specs import rpcs_of
from services.grids.service import GridsService
from tests.grids.builders import COMMUNITY_CODE, NOW, a_duty, a_person, id_of, the_ground
from tests.grids.dwellings.estates import a_building
from tests.grids.places.huts import WEEK, a_place
from tests.grids.world import CALLER, FakeWorld

SPECS = {
    spec.name: spec
    for spec in rpcs_of(GridsService)
    if not getattr(GridsService, spec.name).__module__.startswith("services.chassis")
}
CASE = id_of("case")
PAGE = {"limit": 2}


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
    (
        "give_units",
        {"ranges": [{"building_id": id_of("A"), "first": 1, "last": 2, "area_id": id_of("micro 1")}]},
    ),
    ("list_buildings", {"community_id": id_of("community")} | PAGE),
    ("list_dwellings", {"building_id": id_of("A")} | PAGE),
    ("feed_dwellings", {"community_id": id_of("community")} | PAGE),
    ("enter_staff", {"staff": [a_person("wang")]}),
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
    ("abolish_area", {"area_id": id_of("school"), "seen_version": 1}),
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
    ("feed_staff", PAGE),
    ("get_case", {"case_id": CASE}),
    ("list_cases", PAGE),
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
        {"appointment_id": id_of("wang at micro 1"), "valid_to": "2026-03-05", "seen_version": 1},
    ),
]


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    service = GridsService()
    service.begin, service.clock = FakeWorld(), FixedClock(NOW)  # type: ignore[assignment]
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
    changed = answer.get("items", answer.get("areas", [answer]))

    assert all("version" in each for each in changed)


def test_a_case_is_closed_at_the_end_of_its_day(answers):
    assert [answers[method]["state"] for method in ("register_case", "assign_case", "get_case")] == [
        "registered", "assigned", "closed",
    ]  # fmt: skip


@pytest.mark.parametrize(("method", "permission"), [
    ("found_areas", "areas.change"), ("get_area", "areas.read"), ("feed_areas", "areas.feed"),
    ("read_tree_log", "areas.feed"), ("merge_areas", "areas.change"), ("preview_split", "areas.change"),
    ("list_area_changes", "areas.read"),
    ("enter_buildings", "dwellings.change"), ("list_dwellings", "dwellings.read"),
    ("enter_staff", "staff.change"), ("get_staff", "staff.read"), ("appoint_staff", "posts.change"),
    ("list_posts", "posts.read"), ("register_case", "cases.register"), ("get_case", "cases.read"),
    ("enter_places", "places.change"), ("list_places", "places.read"),
    ("assign_case", "cases.assign"), ("take_case_in_hand", "cases.handle"), ("close_case", "cases.close"),
])  # fmt: skip
def test_each_part_of_the_work_has_its_own_permission(method, permission):
    assert SPECS[method].permission == permission


@pytest.mark.parametrize("method", ["get_case", "list_cases"])
def test_reading_cases_is_reading_personal_data(method):
    assert SPECS[method].reads == "personal"
