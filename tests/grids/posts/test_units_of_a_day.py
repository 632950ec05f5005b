"""Where a dwelling lay on a day that is over: by the grids that its unit was given to, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.grids.dwellings.domain.building import dwelling_id
from services.grids.dwellings.domain.errors import HoldsNoDwellings
from services.grids.dwellings.store import unit_grids
from services.grids.posts.domain.errors import DwellingUnknown
from tests.grids.areas.changing import LATER, abolish, founded, lived_in, merge, split
from tests.grids.builders import NOW, TODAY, a_duty, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.estate_sheets.test_estates_kept import a_line, taken
from tests.grids.house import House, statements
from tests.grids.posts.duties import LI, WANG, appoint

DAY = timedelta(days=1)


@pytest.fixture
def lived(house: House) -> House:
    """Unit 1 of A in micro 1 and unit 2 in micro 2 since TODAY, of which WANG and LI have the posts."""
    lived_in(house)
    appoint(house, a_duty("li", "micro 2"))
    return house


def on(house: House, day: date) -> House:
    house.clock.moment = NOW + (day - TODAY)
    return house


def asked(house: House, unit: int, day: date) -> Any:
    home = dwelling_id(id_of("A"), unit, f"{unit}01")
    return house.ask("find_responsible_for_dwelling", dwelling_id=home, on=day.isoformat())


def lay(house: House, unit: int, *days: date) -> list[str]:
    names = {id_of(name): name for name in GROUND}
    return [names[asked(house, unit, day)["area_id"]] for day in days]


GROUND = ("community", "micro 1", "micro 2", "micro 3", "school", "part", "new")


def rows(house: House, unit: int) -> list[tuple[date, str]]:
    names = {id_of(name): name for name in GROUND}
    with house.begin(writes=False) as tx:
        its = (unit_grids.c.building_id == id_of("A"), unit_grids.c.unit == unit)
        found = tx.rows.all(
            select(unit_grids).where(tx.rows.of(unit_grids), *its).order_by(unit_grids.c.valid_from)
        )
    return [(row["valid_from"], names[row["area_id"]]) for row in found]


def test_whoever_held_the_grid_that_a_unit_lay_in_then_answers(lived: House):
    give(lived, ("A", 1, 1, "micro 2"))
    before, after = asked(lived, 1, LATER - DAY), asked(lived, 1, LATER)
    assert before["area_id"] == id_of("micro 1")
    assert before["responsible"]["display_name"] == "wang"
    assert after["area_id"] == id_of("micro 2")
    assert after["responsible"]["display_name"] == "li"


def test_it_still_takes_one_statement(lived: House):
    give(lived, ("A", 1, 1, "micro 2"))
    with statements() as sent:
        asked(lived, 1, LATER - DAY)
    assert len(sent) == 1


def test_a_unit_lay_in_its_first_grid_before_it_was_given_to_one(lived: House):
    assert rows(lived, 1) == [(TODAY, "micro 1")]
    assert lay(lived, 1, TODAY - 900 * DAY, TODAY - DAY, TODAY) == ["micro 1"] * 3


def test_each_giving_holds_until_the_next(lived: House):
    give(lived, ("A", 1, 1, "micro 2"))
    give(on(lived, LATER + 5 * DAY), ("A", 1, 2, "micro 1"))
    on(lived, LATER + 9 * DAY)
    days = (LATER - DAY, LATER, LATER + 4 * DAY, LATER + 5 * DAY)
    assert lay(lived, 1, *days) == ["micro 1", "micro 2", "micro 2", "micro 1"]
    assert lay(lived, 2, *days) == ["micro 2", "micro 2", "micro 2", "micro 1"]


def test_of_two_grids_on_one_day_the_later_given_holds(lived: House):
    give(lived, ("A", 1, 1, "micro 2"))
    give(lived, ("A", 1, 1, "school"))
    assert rows(lived, 1) == [(TODAY, "micro 1"), (LATER, "school")]


def test_what_lies_there_already_is_not_noted_again(lived: House):
    give(lived, ("A", 1, 2, "micro 1"))
    assert rows(lived, 1) == [(TODAY, "micro 1")]
    assert rows(lived, 2) == [(TODAY, "micro 2"), (LATER, "micro 1")]


def test_a_refused_table_notes_nothing(lived: House):
    with pytest.raises(HoldsNoDwellings):
        give(lived, ("A", 1, 1, "micro 2"), ("A", 2, 2, "community"))
    assert rows(lived, 1) == [(TODAY, "micro 1")]


def test_another_district_s_units_are_left_alone(lived: House):
    there = lived.elsewhere()
    assert rows(there, 1) == []


def merged(house: House, source: str, target: str) -> None:
    merge(house, source, into=target)


def abolished(house: House, source: str, target: str) -> None:
    abolish(house, source, successor=target)


@pytest.mark.parametrize("end", [merged, abolished])
def test_what_lay_in_the_one_and_what_came_into_it_are_told_apart(lived: House, end: Any):
    end(lived, "micro 1", "micro 2")
    assert lay(lived, 1, LATER - DAY, LATER) == ["micro 1", "micro 2"]
    assert lay(lived, 2, LATER - DAY, LATER) == ["micro 2", "micro 2"]


def test_what_came_together_in_a_new_grid_lay_in_its_own_before(lived: House):
    lived.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 1"), seen_version=1)
    merge(lived, "micro 1", "micro 2", into=founded("new", "micro", "base 1"))
    assert lay(lived, 1, LATER - DAY, LATER) == ["micro 1", "new"]
    assert lay(lived, 2, LATER - DAY, LATER) == ["micro 2", "new"]


def test_a_part_came_of_what_it_was_split_from(lived: House):
    give(lived, ("A", 2, 2, "micro 1"))
    on(lived, LATER + 5 * DAY)
    split(lived, "micro 1", "part", units=[("A", 1, 1, "micro 1"), ("A", 2, 2, "part")])
    assert lay(lived, 2, LATER - DAY, LATER, LATER + 4 * DAY, LATER + 5 * DAY) == [
        "micro 2",
        "micro 1",
        "micro 1",
        "part",
    ]
    assert lay(lived, 1, LATER + 4 * DAY, LATER + 5 * DAY) == ["micro 1", "micro 1"]


def test_a_merge_that_held_before_a_giving_corrects_it(lived: House):
    """Whatever was given to the grid after it had ended came into the other one."""
    give(lived, ("A", 1, 1, "micro 2"))
    on(lived, LATER + 5 * DAY)
    merge(lived, "micro 2", into="micro 1", effective_on=(LATER - 2 * DAY).isoformat())
    assert rows(lived, 1) == [(TODAY, "micro 1"), (LATER, "micro 1")]
    assert rows(lived, 2) == [(TODAY, "micro 2"), (LATER - 2 * DAY, "micro 1")]


def test_a_unit_that_left_a_grid_after_its_end_lay_in_the_community_in_between(lived: House):
    """The merge was said when the unit was elsewhere already, and says nothing of it."""
    give(lived, ("A", 2, 2, "micro 3"))
    on(lived, LATER + 5 * DAY)
    merge(lived, "micro 2", into="micro 1", effective_on=(LATER - 2 * DAY).isoformat())
    days = (LATER - 3 * DAY, LATER - 2 * DAY, LATER - DAY, LATER)
    assert lay(lived, 2, *days) == ["micro 2", "community", "community", "micro 3"]


def test_a_moved_grid_takes_its_units_along_from_that_day(lived: House):
    lived.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 2"), seen_version=1)
    assert [level["area_name"] for level in asked(lived, 2, LATER - DAY)["levels"]][:2] == [
        "micro 2",
        "base 1",
    ]
    assert [level["area_name"] for level in asked(lived, 2, LATER)["levels"]][:2] == ["micro 2", "base 2"]


def test_a_sheet_notes_what_it_enters_and_what_it_gives(house: House):
    enter(house, a_building("A"))
    house.ask("enter_staff", staff=[WANG, LI])
    taken(house, a_line(2, "A", (1, 1, "micro 1"), (2, 2, "micro 2")))
    on(house, LATER)
    taken(house, a_line(2, "A", (1, 2, "micro 2")), a_line(3, "9栋", (1, 1, "micro 1"), (2, 2, "school")))
    assert rows(house, 1) == [(TODAY, "micro 1"), (LATER, "micro 2")]
    assert rows(house, 2) == [(TODAY, "micro 2")]
    with house.begin(writes=False) as tx:
        new = tx.rows.all(
            select(unit_grids.c.unit, unit_grids.c.area_id, unit_grids.c.valid_from)
            .where(tx.rows.of(unit_grids), unit_grids.c.building_id != id_of("A"))
            .order_by(unit_grids.c.unit)
        )
    assert [tuple(each.values()) for each in new] == [
        (1, id_of("micro 1"), LATER),
        (2, id_of("school"), LATER),
    ]


def test_whoever_does_not_see_where_a_dwelling_lies_now_learns_nothing_of_then(lived: House):
    give(lived, ("A", 1, 1, "micro 2"))
    assert lay(lived.holding(id_of("micro 2")), 1, LATER - DAY) == ["micro 1"]
    with pytest.raises(DwellingUnknown):
        asked(lived.holding(id_of("micro 1")), 1, LATER - DAY)
