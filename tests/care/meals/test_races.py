"""Deaths beside enrolments and closings, at the same moment, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from services.care.meals.domain.errors import AreaUnknown, CardClosed, HasLeft
from services.care.meals.store.tables import cards, enrolments
from services.chassis.domain import Stale
from tests.care.builders import a_programme, id_of
from tests.care.house import House

ROUNDS = 8


def die(house: House, resident_id: str) -> str:
    house.hear("ResidentDied", resident_id=resident_id, died_on="2026-03-05", version=2)
    return "dead"


def at_once(*works: Callable[[], str]) -> list[str]:
    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(future.result() for future in [pool.submit(work) for work in works])


def open_ones(house: House) -> int:
    with house.begun() as tx:
        kept = [
            tx.rows.all(select(table.c.id).where(tx.rows.of(table), ended.is_(None)))
            for table, ended in ((cards, cards.c.closed_on), (enrolments, enrolments.c.ended_on))
        ]
    return sum(len(rows) for rows in kept)


@pytest.mark.parametrize("had_one_before", [False, True])
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_whoever_dies_while_being_enrolled_has_no_open_card(house: House, round_: int, had_one_before: bool):
    """The first time the row that both hold is made by one of them; later it is there."""
    zhang = house.settle()
    if had_one_before:
        card = house.enrol(zhang)
        house.ask("close_meal_card", card_id=card["id"], reason="own_wish", seen_version=1)

    def enrol() -> str:
        try:
            return str(house.enrol(zhang)["state"])
        except HasLeft:
            return "refused"

    assert at_once(enrol, lambda: die(house, zhang))[1] in ("open", "refused")
    assert open_ones(house) == 0


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_card_that_is_closed_while_its_holder_dies_is_closed_once(house: House, round_: int):
    zhang = house.settle()
    card = house.enrol(zhang)

    def close() -> str:
        try:
            house.ask("close_meal_card", card_id=card["id"], reason="own_wish", seen_version=1)
        except (CardClosed, Stale):
            return "refused"
        return "closed"

    at_once(close, lambda: die(house, zhang))
    assert open_ones(house) == 0
    assert len(house.told("MealCardClosed")) == len(house.told("MealEnrolmentEnded")) == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_offices_that_found_a_programme_at_once_do_not_both(empty: House, round_: int):
    def found() -> str:
        try:
            empty.with_programme()
        except Stale:
            return "refused"
        return "founded"

    assert at_once(found, found) == ["founded", "refused"]
    assert empty.ask("get_meal_programme")["version"] == 1


def end_area(house: House, source: str, target: str) -> str:
    told: dict[str, Any] = {"ended_ids": [id_of(source)], "primary_id": id_of(target)}
    house.hear("AreasReplaced", effective_on="2026-03-05", **told)
    return "ended"


def canteens_now(house: House) -> list[str]:
    edition = house.ask("get_meal_programme")["editions"][-1]
    return [canteen["area_id"] for canteen in edition["canteens"]]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_ends_that_are_heard_at_once_lead_a_canteen_to_the_last(house: House, round_: int):
    def end(source: str, target: str) -> str:
        while True:
            try:
                return end_area(house, source, target)
            except Stale:
                continue

    at_once(lambda: end("lane", "yard"), lambda: end("yard", "near"))
    assert canteens_now(house) == [id_of("near"), id_of("court")]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_programme_that_is_written_while_an_area_ends_leaves_no_canteen_there(house: House, round_: int):
    def write() -> str:
        try:
            house.ask("write_meal_programme", **a_programme(valid_from="2026-07-01", seen_version=1))
        except (AreaUnknown, Stale):
            return "refused"
        return "written"

    at_once(write, lambda: end_area(house, "lane", "yard"))
    assert id_of("lane") not in canteens_now(house)
