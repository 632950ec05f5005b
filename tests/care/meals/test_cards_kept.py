"""Meal cards on both databases: who gets one, what is eaten on it, and how it ends."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from services.care.meals.domain.errors import (
    AreaUnknown,
    CardClosed,
    CardHeld,
    CardNotOpen,
    CardUnknown,
    HasLeft,
    NoProgramme,
    ResidentUnknown,
    TooYoung,
)
from services.care.meals.store.tables import cards, enrolments
from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.chassis.ids import new_id
from tests.care.builders import a_row, id_of
from tests.care.house import House

Row = dict[str, Any]


@pytest.fixture
def zhang(house: House) -> str:
    return house.settle()


@pytest.fixture
def card(house: House, zhang: str) -> Row:
    return house.enrol(zhang)


def held(house: House, table: Any) -> list[Row]:
    with house.begun() as tx:
        return tx.rows.all(select(table).where(tx.rows.of(table)))


def names(events: list[tuple[str, Row]]) -> list[str]:
    return [name for name, _ in events]


def serve(house: House, card: Row, *meals: str, **more: Any) -> Row:
    serving: Row = house.ask("serve_meals", card_id=card["id"], meals=list(meals), **more)
    return serving


def test_who_is_old_enough_gets_a_card_and_both_are_told(house: House, zhang: str):
    card = house.enrol(zhang)
    assert (card["resident_id"], card["state"], card["opened_on"], card["version"]) == (
        zhang, "open", "2026-03-05", 1,
    )  # fmt: skip
    assert house.ask("get_meal_card", card_id=card["id"]) == card
    assert names(house.told())[1:] == ["EnrolledInMeals", "MealCardOpened"]


@pytest.mark.parametrize(
    ("resident", "refusal"),
    [
        ({"birth_date": "1966-03-06"}, TooYoung),
        ({"status": "dead"}, HasLeft),
        ({"status": "moved_out"}, HasLeft),
        ({"removed": True}, ResidentUnknown),
    ],
)
def test_who_may_not_have_one_gets_none_and_nothing_is_told(house: House, resident: Row, refusal: Any):
    zhang = house.settle(**resident)
    with pytest.raises(refusal):
        house.enrol(zhang)
    assert held(house, cards) == held(house, enrolments) == []
    assert names(house.told()) == ["MealProgrammeWritten"]


def test_who_turns_sixty_today_gets_a_card(house: House):
    assert house.enrol(house.settle(birth_date="1966-03-05"))["state"] == "open"


def test_nobody_unknown_gets_a_card(house: House):
    with pytest.raises(ResidentUnknown):
        house.enrol(id_of("nobody"))


def test_without_a_programme_there_are_no_cards(empty: House):
    zhang = empty.settle()
    with pytest.raises(NoProgramme):
        empty.enrol(zhang)


def test_a_second_card_is_refused_and_names_the_first(house: House, zhang: str, card: Row):
    with pytest.raises(CardHeld) as refused:
        house.enrol(zhang)
    assert refused.value.values == {"resident_id": zhang, "card_id": card["id"]}


def test_a_cards_id_is_given_once(house: House, card: Row):
    li = house.settle("li")
    with pytest.raises(IdTaken):
        house.enrol(li, id=card["id"])


def test_of_many_who_enrol_somebody_at_once_one_does(house: House, zhang: str):
    def enrol(_: int) -> str:
        try:
            return str(house.enrol(zhang)["state"])
        except CardHeld:
            return "held"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(enrol, range(6)))

    assert outcomes == ["held"] * 5 + ["open"]
    assert len(held(house, cards)) == len(held(house, enrolments)) == 1


@pytest.mark.parametrize("table", [cards, enrolments], ids=lambda table: table.name)
def test_the_database_itself_holds_one_open_of_each_a_person(house: House, card: Row, table: Any):
    [row] = held(house, table)
    with pytest.raises(IntegrityError), house.begun() as tx:
        tx.rows.write(insert(table), [row | {"id": new_id()}])


def test_who_has_lost_a_card_gets_another_of_the_same_enrolment(house: House, zhang: str, card: Row):
    closed = house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=1)
    assert (closed["state"], closed["closed_on"], closed["reason"], closed["version"]) == (
        "closed", "2026-03-05", "lost", 2,
    )  # fmt: skip
    again = house.enrol(zhang)
    assert (again["enrolment_id"], again["id"] == card["id"]) == (card["enrolment_id"], False)
    assert len(house.told("EnrolledInMeals")) == 1


def test_who_wants_no_more_meals_is_enrolled_no_more_and_may_come_back(house: House, zhang: str, card: Row):
    house.ask("close_meal_card", card_id=card["id"], reason="own_wish", seen_version=1)
    assert names(house.told())[-2:] == ["MealCardClosed", "MealEnrolmentEnded"]
    assert house.enrol(zhang)["enrolment_id"] != card["enrolment_id"]


def test_a_card_closes_once_and_serves_no_more(house: House, card: Row):
    house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=1)
    with pytest.raises(CardClosed):
        house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=2)
    with pytest.raises(CardNotOpen):
        serve(house, card, "lunch")


def test_who_saw_another_version_closes_nothing(house: House, card: Row):
    with pytest.raises(StaleVersion) as refused:
        house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=0)
    assert refused.value.values["current_version"] == 1


@pytest.mark.parametrize("reason", ["dead", "moved_out", "", None])
def test_staff_give_only_the_reasons_that_are_theirs(house: House, card: Row, reason: str | None):
    with pytest.raises(FieldsInvalid):
        house.ask("close_meal_card", card_id=card["id"], reason=reason, seen_version=1)


def test_cards_are_listed_by_where_people_live_today(house: House, card: Row):
    far = house.enrol(house.settle("li", area_id=id_of("yard")))

    def listed(area: str, **more: Any) -> list[str]:
        page = house.ask("list_meal_cards", area_id=id_of(area), **more)
        return [each["id"] for each in page["items"]]

    assert (listed("near"), listed("far"), listed("court")) == ([card["id"]], [far["id"]], [])
    first = house.ask("list_meal_cards", area_id=id_of("county"), limit=1)
    assert first["items"] + house.ask(
        "list_meal_cards", area_id=id_of("county"), limit=1, after=first["next"]
    )["items"] == [card, far]
    house.mirror("residents", a_row(version=2, area_id=id_of("court")))
    assert (listed("lane"), listed("court")) == ([], [card["id"]])
    house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=1)
    assert (listed("near", state="open"), listed("near", state="closed")) == ([], [card["id"]])


def test_outside_ones_areas_there_is_no_card(house: House, zhang: str, card: Row):
    worker = house.holding("far")
    asked: dict[str, Row] = {
        "get_meal_card": {},
        "list_served_meals": {},
        "serve_meals": {"meals": ["lunch"]},
        "close_meal_card": {"reason": "lost", "seen_version": 1},
    }
    for method, more in asked.items():
        with pytest.raises(CardUnknown):
            worker.ask(method, card_id=card["id"], **more)
    with pytest.raises(AreaUnknown):
        worker.ask("list_meal_cards", area_id=id_of("lane"))
    with pytest.raises(ResidentUnknown):
        worker.enrol(zhang)
    assert worker.ask("check_eligibility", resident_id=zhang)["reason"] == "unknown_resident"


@pytest.mark.parametrize("area", ["lane", "near", "county"])
def test_inside_ones_areas_there_is(house: House, card: Row, area: str):
    worker = house.holding(area)
    assert worker.ask("get_meal_card", card_id=card["id"]) == card
    assert worker.ask("list_meal_cards", area_id=id_of("lane"))["items"] == [card]
    assert serve(worker, card, "lunch")["total_fen"] == 1000


def test_another_district_has_none_of_it(house: House, zhang: str, card: Row):
    there = house.elsewhere()
    with pytest.raises(CardUnknown):
        there.ask("get_meal_card", card_id=card["id"])
    assert there.ask("get_meal_programme") == {"version": 0, "editions": []}
    assert there.ask("check_eligibility", resident_id=zhang)["reason"] == "unknown_resident"
