"""How a ground is staffed, and how old its people are: figures, on both databases."""

from datetime import date
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid
from services.grids.posts.domain.errors import AreaUnknown, RoleUnknown
from services.grids.posts.domain.staff_errors import BornLater
from services.grids.posts.domain.staffing import age_profile, born_in, percent
from tests.grids.builders import TODAY, a_duty, a_person, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import appoint


def staffing(house: House, area: str = "community", **more: Any) -> Any:
    return house.ask("get_staffing", area_id=id_of(area), **more)


def of_role(found: Any, role: str) -> tuple[Any, ...]:
    [line] = [each for each in found["roles"] if each["role"] == role]
    return tuple(line[name] for name in ("posts", "held", "vacant", "people", "percent"))


def test_posts_are_counted_by_role_held_and_vacant(held):
    found = staffing(held)
    assert of_role(found, "micro_grid_worker") == (3, 1, 2, 1, 33)
    assert of_role(found, "grid_worker") == (2, 1, 1, 1, 50)
    assert of_role(found, "chief") == (1, 0, 1, 0, 0)
    assert (found["posts"], found["held"], found["vacant"], found["percent"]) == (6, 2, 4, 33)


def test_what_may_stay_empty_counts_as_a_post_where_it_is_held(held):
    assert of_role(staffing(held), "doctor") == (0, 0, 0, 0, None)
    appoint(held, *(a_duty(name, "total", role="doctor") for name in ("wang", "li")))
    found = staffing(held)
    assert of_role(found, "doctor") == (1, 1, 0, 2, None)
    assert (found["posts"], found["held"], found["vacant"]) == (7, 3, 4)
    assert (found["expected_held"], found["expected_posts"], found["percent"]) == (2, 6, 33)


def test_a_deputy_fills_no_vacancy(staffed):
    days = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 4, 1)}
    appoint(staffed, a_duty("li", "micro 1", deputises=True, **days))
    assert of_role(staffing(staffed), "micro_grid_worker")[1:3] == (0, 3)


def test_it_is_as_it_was_on_the_day(held):
    assert staffing(held, on="2025-12-31")["held"] == 0


def test_the_counting_takes_one_statement_however_large_the_ground(held):
    with statements() as sent:
        staffing(held)
    assert sent == ["SELECT post_roles", "SELECT areas", "WITH areas"]


@pytest.mark.parametrize("area", ["elsewhere", "nowhere"])
def test_nothing_is_counted_outside_what_the_caller_holds(held, area):
    mine = held.holding(id_of("community"))
    with pytest.raises(AreaUnknown):
        staffing(mine, area)
    with pytest.raises(AreaUnknown):
        mine.ask("get_age_profile", area_id=id_of(area), role="chief")


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(17, 23, 74), (1, 2, 50), (1, 200, 1), (1, 201, 0), (0, 3, 0), (0, 0, None)]
)
def test_shares_are_rounded_half_up(part, whole, shown):
    assert percent(part, whole) == shown


def lead(house: House, *born: str | None, since: date = date(2026, 1, 1)) -> None:
    people = [a_person(f"leader {number}", birth_month=month) for number, month in enumerate(born)]
    house.ask("enter_staff", staff=people)
    duties = [
        a_duty(f"leader {number}", "community", role="association_group_leader", valid_from=since)
        for number in range(len(born))
    ]
    appoint(house, *duties)


def ages(house: House, **more: Any) -> Any:
    asked = {"area_id": id_of("community"), "role": "association_group_leader"}
    wanted = {name: value for name, value in (asked | more).items() if value is not None}
    return house.ask("get_age_profile", **wanted)


def test_of_23_leaders_17_under_sixty_are_74_percent(house):
    """S0.21."""
    lead(house, "1990-03", *["1970-01"] * 16, *["1960-01"] * 6)
    found = ages(house)
    assert (found["people"], found["younger"], found["younger_percent"]) == (23, 17, 74)
    assert (found["at_least"], found["below"], found["withheld"]) == (30, 70, False)


def test_one_more_person_does_not_tell_their_age(house):
    """Not by the difference to those without them, either."""
    lead(house, *["1970-01"] * 5)
    without = ages(house, role=None)
    house.ask("enter_staff", staff=[a_person("boss", birth_month="1951-05")])
    appoint(house, a_duty("boss", "total", role="chief"))
    names = ("younger", "at_least", "below")
    assert [without[name] for name in names] == [5, 50, 60]
    assert [ages(house, role=None)[name] for name in names] == [None, 50, None]


def test_whoever_holds_several_posts_is_counted_once_among_all(house):
    lead(house, *["1970-01"] * 5)
    appoint(house, a_duty("leader 0", "total", role="chief"))
    assert ages(house, role=None)["people"] == 5


def test_no_day_of_a_year_tells_a_birthday(house):
    lead(house, *["1966-03"] * 5, *["1966-12"] * 5, *["1967-01"] * 5)
    told = [ages(house, on=day)["younger"] for day in ("2026-01-01", "2026-03-31", "2026-12-31")]
    assert told == [5, 5, 5]


@pytest.mark.parametrize(("on", "younger"), [("2024-12-31", 10), ("2025-01-01", 5), ("2026-01-01", 0)])
def test_of_a_past_year_the_ages_are_those_of_then(house, on, younger):
    lead(house, *["1965-03"] * 5, *["1966-03"] * 5, since=date(2020, 1, 1))
    assert ages(house, on=on)["younger"] == younger


def test_a_day_to_come_makes_nobody_older(house):
    lead(house, *["1967-01"] * 5)
    assert [ages(house, on=day)["younger"] for day in ("2026-03-05", "2027-01-01")] == [5, 5]


@pytest.mark.parametrize("under", [59, 61, 62, 65, 150])
def test_ages_between_the_bounds_are_not_asked_about(house, under):
    with pytest.raises(FieldsInvalid) as told:
        ages(house, under=under)
    assert [(each.field, each.code) for each in told.value.fields] == [("under", "not_one_of")]


@pytest.mark.parametrize(
    ("young", "old", "told"), [(5, 5, 5), (4, 6, None), (6, 4, None), (10, 0, 10), (0, 10, 0)]
)
def test_neither_those_who_are_younger_nor_the_others_are_fewer_than_five(house, young, old, told):
    lead(house, *["1970-01"] * young, *["1960-01"] * old)
    found = ages(house)
    assert (found["younger"], found["younger_percent"] is None) == (told, told is None)


def test_what_is_told_of_two_ages_leaves_nobody_between_them(house):
    lead(house, *["1980-01"] * 5, *["1970-01"] * 4, *["1960-01"] * 5)
    assert [ages(house, under=under)["younger"] for under in (60, 50)] == [9, None]


@pytest.mark.parametrize(("count", "withheld"), [(4, True), (5, False)])
def test_of_fewer_than_five_no_age_is_told(house, count, withheld):
    lead(house, *["1970-01"] * count, None)
    found = ages(house)
    assert (found["people"], found["known"], found["withheld"]) == (count + 1, count, withheld)
    assert (found["below"] is None) is (found["younger_percent"] is None) is withheld


def test_an_age_is_told_of_no_single_person(house):
    lead(house, *["1970-01"] * 5)
    shown = house.ask("get_staff", staff_id=id_of("leader 0"))
    fed = house.ask("feed_staff", limit=1)["items"][0]
    told = [each for each in house.told() if "Staff" in each["type"]]
    assert "1970" not in repr((shown, fed, told))
    assert set(fed) == set(shown) | {"removed"}


def test_a_role_that_there_is_not_has_no_ages(house):
    with pytest.raises(RoleUnknown):
        ages(house, role="nobody")


@pytest.mark.parametrize(("month", "is_right"), [("2026-03", True), ("2026-04", False)])
def test_nobody_is_born_later_than_today(month, is_right):
    if is_right:
        assert born_in(month, TODAY) == 2026 * 12 + 2
    else:
        with pytest.raises(BornLater):
            born_in(month, TODAY)


def test_ages_are_those_reached_in_the_year():
    born: dict[int | None, int] = dict.fromkeys([month_of(1966, 12), month_of(1967, 1)], 5)
    found = age_profile("area", "chief", date(2026, 3, 31), 60, born, TODAY)
    assert (found.at_least, found.below, found.younger) == (50, 70, 5)


def month_of(year: int, month: int) -> int:
    return year * 12 + month - 1
