"""The entrypoints on a world in memory: what each takes, and that its answer is what it promises."""

from typing import Any

import pytest

from services.care.service import CareService
from services.chassis import wire
from services.chassis.clock import FixedClock
from services.chassis.schema import Id
from services.chassis.specs import listeners_of, rpcs_of
from tests.care.builders import NOW, a_programme, id_of
from tests.care.world import CALLER, FakeWorld

OF_THE_CHASSIS = "services.chassis."
SPECS = {
    spec.name: spec
    for spec in rpcs_of(CareService)
    if not getattr(CareService, spec.name).__module__.startswith(OF_THE_CHASSIS)
}
CARD, ZHANG = id_of("card"), id_of("zhang")
PAGE = {"limit": 2}

# In the order of a day: each finds what those before it made.
DAY: list[tuple[str, dict[str, Any]]] = [
    ("write_meal_programme", a_programme()),
    ("get_meal_programme", {}),
    ("check_eligibility", {"resident_id": ZHANG}),
    ("enrol_in_meals", {"id": CARD, "resident_id": ZHANG}),
    ("serve_meals", {"card_id": CARD, "meals": ["lunch", "dinner"]}),
    ("get_meal_card", {"card_id": CARD}),
    ("list_meal_cards", {"area_id": id_of("lane")} | PAGE),
    ("list_served_meals", {"card_id": CARD} | PAGE),
    ("find_diners", {"resident_ids": [ZHANG]}),
    ("close_meal_card", {"card_id": CARD, "reason": "own_wish", "seen_version": 1}),
]
ENDS = {
    "ResidentDied": {"resident_id": ZHANG, "died_on": "2026-03-05", "version": 2},
    "ResidentMovedOut": {"resident_id": ZHANG, "moved_out_on": "2026-03-05", "version": 2},
}


def a_service(world: FakeWorld) -> Any:
    service = CareService()
    service.begin, service.clock = world, FixedClock(NOW)  # type: ignore[assignment]
    return service


def ask(service: Any, method: str, body: dict[str, Any]) -> Any:
    spec = SPECS[method]
    assert spec.takes
    command = spec.takes.parse(wire.loads(wire.dumps(body)))
    return spec.gives.dump(getattr(service, method)(command, CALLER))


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    world = FakeWorld()
    world.settle()
    service = a_service(world)
    return {method: ask(service, method, body) for method, body in DAY}


def test_the_day_goes_through_every_entrypoint():
    assert {method for method, _ in DAY} == set(SPECS)


@pytest.mark.parametrize("method", SPECS)
def test_an_answer_has_every_field_that_it_promises(method, answers):
    assert set(answers[method]) == set(SPECS[method].gives.fields)


@pytest.mark.parametrize("method", [name for name, spec in SPECS.items() if "items" in spec.gives.fields])
def test_an_item_has_every_field_that_it_promises(method, answers):
    inner = SPECS[method].gives.fields["items"].inner  # type: ignore[attr-defined]
    items = answers[method]["items"]
    assert items
    assert isinstance(inner, Id) or all(set(item) == set(inner.schema.fields) for item in items)


def test_a_card_opens_and_closes_in_a_day(answers):
    assert [answers[name]["state"] for name in ("enrol_in_meals", "get_meal_card", "close_meal_card")] == [
        "open", "open", "closed",
    ]  # fmt: skip
    assert answers["serve_meals"]["total_fen"] == 1300


@pytest.mark.parametrize("event", ENDS)
def test_an_end_is_heard_under_the_name_of_its_day(event: str):
    world = FakeWorld()
    world.settle()
    service = a_service(world)
    for method, body in DAY[:4]:
        ask(service, method, body)
    [spec] = [spec for spec in listeners_of(CareService) if spec.event == event]

    getattr(service, spec.name)(spec.reads.load(ENDS[event] | {"added_later": 1}), CALLER)

    assert world.kept.cards[CARD].closed_on is not None


def test_every_event_of_a_resident_that_is_heard_has_its_entrypoint():
    heard = {spec.event for spec in listeners_of(CareService) if spec.source == "members"}
    assert heard == ENDS.keys()


@pytest.mark.parametrize(("method", "permission"), [
    ("check_eligibility", "meals.read"), ("get_meal_card", "meals.read"), ("list_meal_cards", "meals.read"),
    ("list_served_meals", "meals.read"), ("enrol_in_meals", "meals.enrol"), ("serve_meals", "meals.serve"),
    ("close_meal_card", "meals.close"), ("get_meal_programme", "programmes.read"),
    ("write_meal_programme", "programmes.change"),
])  # fmt: skip
def test_each_part_of_the_work_has_its_own_permission(method, permission):
    assert SPECS[method].permission == permission


@pytest.mark.parametrize("method", [name for name, spec in SPECS.items() if spec.permission == "meals.read"])
def test_reading_of_people_is_reading_personal_data(method):
    assert SPECS[method].reads == "personal"
