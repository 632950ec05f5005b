"""The use cases of meals in a world in memory: nothing kept, nothing announced, where a rule refuses."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.care.eligibility.domain.person import PersonStatus
from services.care.meals.domain.card import CardState, EndReason, GivenReason
from services.care.meals.domain.errors import (
    CardClosed,
    CardHeld,
    CardNotOpen,
    DayToCome,
    HasLeft,
    MealTaken,
    MealTwice,
    NoProgramme,
    ResidentUnknown,
    TooYoung,
)
from services.care.meals.domain.events import (
    EnrolledInMeals,
    MealCardClosed,
    MealCardOpened,
    MealEnrolmentEnded,
    MealsServed,
)
from services.care.meals.domain.programme import Canteen, Meal, Price
from services.care.meals.use_cases.close_meal_card import CloseMealCard, close_meal_card
from services.care.meals.use_cases.end_meals import EndMeals, end_meals
from services.care.meals.use_cases.enrol_in_meals import EnrolInMeals, enrol_in_meals
from services.care.meals.use_cases.serve_meals import ServeMeals, serve_meals
from services.care.meals.use_cases.write_meal_programme import WriteMealProgramme, write_meal_programme
from services.chassis.errors import StaleVersion
from tests.care.builders import NOW, TODAY, id_of
from tests.care.world import CALLER, FakeWorld

DAY = timedelta(days=1)
CARD = id_of("card")
PRICES = (Price(Meal.LUNCH, 1000), Price(Meal.DINNER, 300))
CANTEENS = (Canteen("长者食堂", id_of("lane")),)
LEFT = [(EndReason.DEAD, PersonStatus.DEAD), (EndReason.MOVED_OUT, PersonStatus.MOVED_OUT)]


@pytest.fixture
def world() -> FakeWorld:
    """With a programme, and 张 who is old enough."""
    world = FakeWorld()
    programme = WriteMealProgramme(date(2026, 1, 1), 60, PRICES, CANTEENS, 0)
    write_meal_programme(programme, world, CALLER, TODAY)
    world.kept.events.clear()
    world.settle()
    return world


def enrol(world: FakeWorld, name: str = "zhang", card: str = CARD, today: date = TODAY) -> Any:
    return enrol_in_meals(EnrolInMeals(card, id_of(name)), world, CALLER, today)


def serve(world: FakeWorld, *meals: Meal, on: date | None = None, today: date = TODAY) -> Any:
    return serve_meals(ServeMeals(CARD, meals, on), world, CALLER, NOW, today)


def close(world: FakeWorld, reason: GivenReason, seen: int = 1) -> Any:
    return close_meal_card(CloseMealCard(CARD, reason, seen), world, CALLER, TODAY)


def end(world: FakeWorld, reason: EndReason, on: date = TODAY, version: int = 2) -> None:
    end_meals(EndMeals(id_of("zhang"), on, version), reason, world, CALLER)


def kinds(world: FakeWorld) -> list[type]:
    return [type(event) for event in world.kept.events]


def test_an_enrolment_opens_a_card_and_says_both(world: FakeWorld):
    card = enrol(world)
    assert (card.state, card.opened_on) == (CardState.OPEN, TODAY)
    assert kinds(world) == [EnrolledInMeals, MealCardOpened]


@pytest.mark.parametrize(
    ("born", "refused"), [(date(1966, 3, 5), False), (date(1966, 3, 6), True), (date(2020, 1, 1), True)]
)
def test_only_who_is_old_enough_today_is_enrolled(world: FakeWorld, born: date, refused: bool):
    world.settle("li", born)
    if not refused:
        assert enrol(world, "li").state is CardState.OPEN
        return
    with pytest.raises(TooYoung) as young:
        enrol(world, "li")
    assert young.value.values["allowed_from"] == born.replace(year=born.year + 60)
    assert (world.kept.cards, world.kept.enrolments, world.kept.events) == ({}, {}, [])


@pytest.mark.parametrize(("reason", "status"), LEFT)
def test_who_is_known_to_have_left_by_event_or_by_row_is_not(world: FakeWorld, reason: Any, status: Any):
    world.settle("by row", status=status)
    end(world, reason)
    for name in ("by row", "zhang"):
        with pytest.raises(HasLeft):
            enrol(world, name)
    assert (world.kept.cards, world.kept.events) == ({}, [])


def test_nobody_unknown_is_enrolled_and_nobody_without_a_programme(world: FakeWorld):
    with pytest.raises(ResidentUnknown):
        enrol(world, "nobody")
    with pytest.raises(NoProgramme):
        enrol(world, today=date(2025, 12, 31))
    assert world.kept.cards == {}


def test_a_second_card_is_refused_while_the_first_is_open(world: FakeWorld):
    enrol(world)
    with pytest.raises(CardHeld):
        enrol(world, card=id_of("another"))
    assert len(world.kept.cards) == len(world.kept.enrolments) == 1


def test_a_meal_is_told_with_what_it_cost(world: FakeWorld):
    card = enrol(world)
    assert serve(world, Meal.LUNCH, Meal.DINNER).total_fen == 1300
    assert world.kept.events[-1] == MealsServed(
        card.id, card.resident_id, "2026-03-05", ("lunch", "dinner"), 1300
    )


@pytest.mark.parametrize(
    ("meals", "on", "refusal"),
    [
        ((Meal.LUNCH,), TODAY + DAY, DayToCome),
        ((Meal.LUNCH,), TODAY - DAY, CardNotOpen),
        ((Meal.LUNCH, Meal.LUNCH), TODAY, MealTwice),
        ((Meal.DINNER, Meal.LUNCH), TODAY, MealTaken),
    ],
)
def test_a_meal_that_is_refused_keeps_and_tells_nothing(
    world: FakeWorld, meals: tuple[Meal, ...], on: date, refusal: Any
):
    enrol(world)
    serve(world, Meal.LUNCH)
    before = (dict(world.kept.served), list(world.kept.events))
    with pytest.raises(refusal):
        serve(world, *meals, on=on)
    assert (world.kept.served, world.kept.events) == before


@pytest.mark.parametrize(
    ("reason", "told"),
    [(GivenReason.LOST, [MealCardClosed]), (GivenReason.OWN_WISH, [MealCardClosed, MealEnrolmentEnded])],
)
def test_a_lost_card_leaves_the_enrolment_and_a_wish_ends_it(world: FakeWorld, reason: Any, told: list[type]):
    enrol(world)
    close(world, reason)
    assert kinds(world)[2:] == told
    with pytest.raises(CardClosed):
        close(world, reason, seen=2)


def test_who_saw_another_version_closes_nothing(world: FakeWorld):
    enrol(world)
    with pytest.raises(StaleVersion):
        close(world, GivenReason.LOST, seen=2)
    assert world.kept.cards[CARD].state is CardState.OPEN


@pytest.mark.parametrize(("reason", "_status"), LEFT)
def test_an_end_closes_both_once_however_often_it_is_told(world: FakeWorld, reason: Any, _status: Any):
    enrol(world)
    for version in (2, 2, 3):
        end(world, reason, version=version)
    assert kinds(world)[2:] == [MealCardClosed, MealEnrolmentEnded]
    assert world.kept.cards[CARD].reason is reason


def test_an_end_of_somebody_without_a_card_tells_nothing(world: FakeWorld):
    end(world, EndReason.DEAD)
    assert world.kept.events == []


@pytest.mark.parametrize(("left_on", "closed_on"), [(TODAY - DAY, TODAY), (TODAY, TODAY)])
def test_no_card_is_closed_before_it_was_opened(world: FakeWorld, left_on: date, closed_on: date):
    enrol(world)
    end(world, EndReason.DEAD, on=left_on)
    assert world.kept.cards[CARD].closed_on == closed_on
    assert not world.kept.cards[CARD].is_open_on(TODAY)


def test_a_later_card_holds_until_the_day_of_the_end(world: FakeWorld):
    enrol(world)
    end(world, EndReason.DEAD, on=TODAY + DAY)
    card = world.kept.cards[CARD]
    assert (card.is_open_on(TODAY), card.is_open_on(TODAY + DAY)) == (True, False)
