"""Posts, figures and who answers on a day that is over: by the tree of that day, on both databases.

Where units lay before grids were noted for them is said with care; with them, test_units_of_a_day says it.
"""

from datetime import timedelta
from typing import Any

import pytest

from services.grids.dwellings.domain.building import dwelling_id
from services.grids.posts.domain.errors import AreaEnded, AreaNotFounded, AreaUnknown
from tests.grids.areas.changing import LATER, abolish, lived_in, merge, split
from tests.grids.builders import TODAY, a_duty, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import appoint
from tests.grids.posts.filled import as_filled

DAY = timedelta(days=1)
BETWEEN = TODAY + timedelta(days=5)


def merge_into(house: House, area: str, other: str) -> None:
    merge(house, area, into=other)


def abolish_for(house: House, area: str, other: str) -> None:
    abolish(house, area, successor=other)


@pytest.fixture
def moved(house: House) -> House:
    """The second micro-grid stands under another base grid since today, and the first is split."""
    lived_in(house)
    appoint(house, a_duty("li", "base 1", role="grid_worker"))
    house.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 2"), seen_version=1)
    return house


def chain(house: House, area: str, on: Any) -> list[tuple[str, list[str]]]:
    found = house.ask("find_responsible", area_id=id_of(area), on=on.isoformat())
    return _levels(found)


def _levels(found: Any) -> list[tuple[str, list[str]]]:
    return [
        (level["area_name"], [each["display_name"] for each in level["people"]]) for level in found["levels"]
    ]


@pytest.mark.parametrize(
    ("on", "above"),
    [(BETWEEN, ("base 1", ["li"])), (LATER - DAY, ("base 1", ["li"])), (LATER, ("base 2", []))],
)
def test_who_answers_goes_by_the_tree_of_the_day(moved, on, above):
    assert chain(moved, "micro 2", on)[1] == above


def test_it_takes_one_statement_on_a_day_that_is_over_too(moved):
    mine = moved.holding(id_of("micro 2"))
    with statements() as sent:
        chain(mine, "micro 2", BETWEEN)
    assert len(sent) == 1
    with pytest.raises(AreaUnknown):
        chain(mine, "micro 1", BETWEEN)


def test_an_area_that_was_merely_entered_later_stood_before(held):
    assert [name for name, _ in chain(held, "micro 1", TODAY - 900 * DAY)] == ["micro 1", "base 1", "total"]


def test_a_community_s_chief_answers_on_a_day_that_is_over(moved):
    appoint(moved, a_duty("wang", "total", role="chief"))
    assert chain(moved, "community", BETWEEN) == [("total", ["wang"])]


def test_an_area_that_is_no_more_says_so_and_answers_for_the_days_before(moved):
    merge(moved, "micro 2", into="micro 3")
    assert chain(moved, "micro 2", LATER - DAY)[0][0] == "micro 2"
    for on in (LATER, LATER + DAY):
        with pytest.raises(AreaEnded) as told:
            chain(moved, "micro 2", on)
        assert (told.value.about, told.value.ended_on) == (("area_id",), LATER)


def test_one_that_was_not_founded_says_so_and_answers_from_its_day_on(moved):
    split(moved, "micro 1", "part", units=[("A", 1, 1, "part")])
    with pytest.raises(AreaNotFounded):
        chain(moved, "part", LATER - DAY)
    assert chain(moved, "part", LATER)[0][0] == "part"


def test_a_dwelling_lay_in_what_its_grid_came_of(moved):
    split(moved, "micro 1", "part", units=[("A", 1, 1, "part")])
    as_filled(moved)
    home = dwelling_id(id_of("A"), 1, "101")
    then, now = (
        moved.ask("find_responsible_for_dwelling", dwelling_id=home, on=on.isoformat())
        for on in (LATER - DAY, LATER)
    )
    assert (then["area_id"], _levels(then)[0]) == (id_of("micro 1"), ("micro 1", ["wang"]))
    assert now["area_id"] == id_of("part")


def test_a_dwelling_lay_in_its_community_where_its_grid_came_of_several(moved):
    new = {"id": id_of("new"), "name": "new", "kind": "micro", "parent_id": id_of("base 1")}
    moved.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 1"), seen_version=2)
    merge(moved, "micro 1", "micro 2", into=new)
    as_filled(moved)
    home = dwelling_id(id_of("A"), 1, "101")
    then = moved.ask("find_responsible_for_dwelling", dwelling_id=home, on=BETWEEN.isoformat())
    assert then["area_id"] == id_of("community")


@pytest.mark.parametrize("end", [merge_into, abolish_for])
def test_a_dwelling_lay_in_its_community_where_its_grid_took_another_in_since(moved, end):
    """Before, it may have lain in either; who holds the grid now never answered for the other's."""
    homes = [dwelling_id(id_of("A"), unit, f"{unit}01") for unit in (1, 2)]
    appoint(moved, a_duty("li", "micro 2", valid_from=TODAY))
    end(moved, "micro 1", "micro 2")
    as_filled(moved)

    def then(home: str, on: Any) -> str:
        asked = {"dwelling_id": home, "on": on.isoformat()}
        return str(moved.ask("find_responsible_for_dwelling", **asked)["area_id"])

    assert [then(home, LATER - DAY) for home in homes] == [id_of("community")] * 2
    assert [then(home, LATER) for home in homes] == [id_of("micro 2")] * 2


def test_a_dwelling_lay_in_its_community_where_what_its_grid_came_of_took_another_in(moved):
    moved.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 1"), seen_version=2)
    merge(moved, "micro 2", into="micro 1")
    split(moved, "micro 1", "part", units=[("A", 1, 1, "part")])
    as_filled(moved)

    home = dwelling_id(id_of("A"), 1, "101")
    then = moved.ask("find_responsible_for_dwelling", dwelling_id=home, on=BETWEEN.isoformat())

    assert then["area_id"] == id_of("community")


def test_a_grid_that_took_another_in_after_the_filling_held_its_own_before(moved):
    merge(as_filled(moved), "micro 1", into="micro 2")
    homes = [dwelling_id(id_of("A"), unit, f"{unit}01") for unit in (1, 2)]
    asked = [{"dwelling_id": home, "on": (LATER - DAY).isoformat()} for home in homes]
    then = [moved.ask("find_responsible_for_dwelling", **each)["area_id"] for each in asked]
    assert then == [id_of("micro 1"), id_of("micro 2")]


def posts(house: House, area: str, on: Any) -> list[str]:
    found = house.ask("list_posts", area_id=id_of(area), on=on.isoformat(), limit=200)
    return [each["area_name"] for each in found["items"]]


def micro_posts(house: House, area: str, on: Any) -> int:
    found = house.ask("get_staffing", area_id=id_of(area), on=on.isoformat())
    return next((each["posts"] for each in found["roles"] if each["role"] == "micro_grid_worker"), 0)


def test_posts_are_those_of_the_areas_that_stood_there_that_day(moved):
    split(moved, "micro 1", "part", units=[("A", 1, 1, "part")])
    merge(moved, "micro 2", into="micro 3")
    assert posts(moved, "base 1", LATER - DAY) == ["base 1", "micro 1", "micro 2"]
    assert sorted(posts(moved, "base 1", LATER)) == ["base 1", "micro 1", "part"]
    assert [micro_posts(moved, "base 1", on) for on in (LATER - DAY, LATER)] == [2, 2]
    assert [micro_posts(moved, "total", on) for on in (LATER - DAY, LATER)] == [3, 3]


def test_posts_of_a_day_that_is_over_come_in_pages(moved):
    asked = {"area_id": id_of("total"), "on": BETWEEN.isoformat()}
    whole = moved.ask("list_posts", limit=200, **asked)["items"]
    first = moved.ask("list_posts", limit=2, **asked)
    rest = moved.ask("list_posts", limit=200, after=first["next"], **asked)
    assert [*first["items"], *rest["items"]] == whole
