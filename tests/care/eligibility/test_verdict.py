"""Who may have what a programme gives, and the reason why not: both sides of each boundary."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.care.eligibility.domain.person import Person, PersonStatus, Standing
from services.care.eligibility.domain.verdict import (
    ALLOWED,
    Obstacle,
    Verdict,
    verdict_on,
    verdict_on_joining,
)
from tests.care.builders import TODAY

DAY = timedelta(days=1)
SIXTY_TODAY = date(1966, 3, 5)
LEFT = sorted(set(PersonStatus) - {PersonStatus.LIVING})
OBSTACLES = {status: Obstacle(status.value) for status in LEFT}


def a_person(**different) -> Person:
    usual: dict[str, Any] = {"id": "zhang", "birth_date": SIXTY_TODAY}
    return Person(**usual | different)


def test_on_the_sixtieth_birthday_it_is_allowed():
    assert verdict_on(a_person(), 60, TODAY) == ALLOWED
    assert verdict_on(a_person(), 60, TODAY).allowed


def test_on_the_day_before_it_is_not_and_the_day_is_told():
    assert verdict_on(a_person(), 60, TODAY - DAY) == Verdict(Obstacle.TOO_YOUNG, TODAY)


def test_a_districts_own_age_counts():
    assert verdict_on(a_person(), 61, TODAY) == Verdict(Obstacle.TOO_YOUNG, date(2027, 3, 5))
    assert verdict_on(a_person(), 0, TODAY) == ALLOWED


def test_without_a_programme_nobody_may():
    assert verdict_on(a_person(), None, TODAY) == Verdict(Obstacle.NO_PROGRAMME)


def test_nobody_unknown_may():
    assert verdict_on(None, 60, TODAY).obstacle is Obstacle.UNKNOWN_RESIDENT


@pytest.mark.parametrize("status", LEFT)
def test_the_last_day_before_leaving_counts_and_the_day_itself_does_not(status: PersonStatus):
    gone = a_person(birth_date=date(1950, 1, 1), status=status, left_on=TODAY)
    assert verdict_on(gone, 60, TODAY - DAY) == ALLOWED
    assert verdict_on(gone, 60, TODAY).obstacle is OBSTACLES[status]
    assert verdict_on(gone, 60, TODAY + DAY).obstacle is OBSTACLES[status]


@pytest.mark.parametrize("status", LEFT)
def test_who_left_on_a_day_that_is_not_told_yet_may_on_none(status: PersonStatus):
    gone = a_person(birth_date=date(1950, 1, 1), status=status)
    assert verdict_on(gone, 60, TODAY - DAY).obstacle is OBSTACLES[status]


@pytest.mark.parametrize("left_on", [None, TODAY - DAY, TODAY, TODAY + DAY])
@pytest.mark.parametrize("status", LEFT)
def test_who_has_left_joins_nothing_whatever_the_day(status: PersonStatus, left_on: date | None):
    gone = a_person(birth_date=date(1950, 1, 1), status=status, left_on=left_on)
    assert verdict_on_joining(gone, 60, TODAY).obstacle is OBSTACLES[status]


def test_who_joins_must_be_old_enough():
    assert verdict_on_joining(a_person(), 60, TODAY) == ALLOWED
    assert verdict_on_joining(a_person(), 60, TODAY - DAY).allowed_from == TODAY


def test_an_event_that_comes_before_its_row_is_known_already():
    dead = Standing("zhang", PersonStatus.DEAD, TODAY, version=2)
    known = a_person(version=1).known_by(dead)
    assert (known.status, known.left_on) == (PersonStatus.DEAD, TODAY)


def test_a_row_that_comes_before_its_event_is_known_without_the_day():
    known = a_person(status=PersonStatus.DEAD, version=2).known_by(Standing("zhang"))
    assert (known.status, known.left_on) == (PersonStatus.DEAD, None)


def test_a_row_that_changes_after_a_death_keeps_its_day():
    dead = Standing("zhang", PersonStatus.DEAD, TODAY, version=2)
    known = a_person(status=PersonStatus.DEAD, version=3).known_by(dead)
    assert (known.status, known.left_on) == (PersonStatus.DEAD, TODAY)


def test_a_death_that_only_the_row_tells_comes_after_a_move_that_was_told():
    moved = Standing("zhang", PersonStatus.MOVED_OUT, TODAY - DAY, version=2)
    known = a_person(status=PersonStatus.DEAD, version=3).known_by(moved)
    assert (known.status, known.left_on) == (PersonStatus.DEAD, None)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_tidings_the_later_version_counts_in_any_order(order: int):
    moved = Standing("zhang", PersonStatus.MOVED_OUT, TODAY - DAY, version=2)
    dead = Standing("zhang", PersonStatus.DEAD, TODAY, version=3)
    held = Standing("zhang")
    for told in [moved, dead][::order]:
        held = held.after(told)
    assert held is dead
