"""Places of areas that end, on both databases."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.grids.areas.domain.change_errors import AreaNotEmpty
from services.grids.areas.store.tables import areas
from services.grids.places.domain.errors import AreaEnded
from tests.grids.areas.changing import abolish, merge, split
from tests.grids.builders import NOW, id_of
from tests.grids.house import House, statements
from tests.grids.places.huts import a_place, enter, names


@pytest.fixture
def later(house: House) -> House:
    """With two places in the first micro-grid, one of them closed, and ten days on."""
    enter(house, a_place("room", area_m2="10"), a_place("old"))
    house.ask("close_place", place_id=id_of("old"), on="2026-03-01", seen_version=1)
    house.clock.moment = NOW + timedelta(days=10)
    return house


def reuse(house: House, place: str, seen_version: int) -> Any:
    asked = {"kind": "canteen", "name": place, "on": "2026-03-15", "seen_version": seen_version}
    return house.ask("reuse_place", place_id=id_of(place), **asked)


def end(house: House, area: str, active: bool = False, valid_to: date | None = date(2026, 3, 10)) -> None:
    """As if what lies in it had been overlooked."""
    with house.begin() as tx:
        its = update(areas).where(tx.rows.of(areas), areas.c.id == id_of(area))
        tx.rows.write(its.values(active=active, valid_to=valid_to))


def test_places_go_to_what_their_area_is_merged_into(later: House):
    before = len(later.told())
    merge(later, "micro 1", into="micro 3")
    assert names(later, area_id=id_of("micro 3")) == ["room"]
    assert names(later, area_id=id_of("micro 3"), closed=True) == ["old"]
    [moved] = [each for each in later.told()[before:] if each["type"] == "linli.grids.PlacesMoved.v1"]
    assert {row["id"]: row["version"] for row in moved["data"]["rows"]} == {
        id_of("room"): 2, id_of("old"): 3,
    }  # fmt: skip
    assert later.ask("count_places", area_id=id_of("micro 3"))["area_m2"] == "10"
    assert later.ask("count_places", area_id=id_of("base 1"))["places"] == 0


def test_places_go_to_the_primary_of_a_split_and_stay_where_the_area_goes_on(later: House):
    split(later, "micro 1", "part")
    assert names(later, area_id=id_of("micro 1")) == ["room"]
    split(later, "micro 1", "north", "south", primary="south")
    assert names(later, area_id=id_of("south")) == ["room"]


def test_an_area_with_a_place_in_use_needs_a_successor(later: House):
    with pytest.raises(AreaNotEmpty) as refused:
        abolish(later, "micro 1")
    assert refused.value.values["places"] == 1
    abolish(later, "micro 1", successor="micro 2")
    assert names(later, area_id=id_of("micro 2")) == ["room"]


def test_what_is_closed_in_an_area_that_nobody_succeeds_lies_in_what_that_stood_under(later: House):
    later.ask("close_place", place_id=id_of("room"), on="2026-03-15", seen_version=1)
    before = len(later.told())
    abolish(later, "micro 1")
    assert names(later, area_id=id_of("base 1"), closed=True) == ["old", "room"]
    assert later.ask("get_place", place_id=id_of("old"))["area_id"] == id_of("base 1")
    [moved] = [each for each in later.told()[before:] if each["type"] == "linli.grids.PlacesMoved.v1"]
    assert {row["id"]: (row["area_id"], row["version"]) for row in moved["data"]["rows"]} == {
        id_of("room"): (id_of("base 1"), 3), id_of("old"): (id_of("base 1"), 3),
    }  # fmt: skip
    assert later.ask("count_places")["places"] == 0
    again = reuse(later, "room", seen_version=3)
    assert (again["area_id"], again["closed_on"]) == (id_of("base 1"), None)
    total = later.ask("count_places", area_id=id_of("base 1"))
    assert (total["places"], total["area_m2"]) == (1, "10")


def test_no_place_is_used_again_where_no_area_is_any_more(later: House):
    end(later, "micro 1")
    before = later.told()
    for place, version in (("old", 2), ("room", 1)):
        with pytest.raises(AreaEnded) as refused:
            reuse(later, place, seen_version=version)
        assert refused.value.values == {"area_id": id_of("micro 1"), "ended_on": date(2026, 3, 10)}
        assert later.ask("get_place", place_id=id_of(place))["version"] == version
    assert later.told() == before
    end(later, "micro 1", active=True, valid_to=None)
    assert reuse(later, "old", seen_version=2)["closed_on"] is None


def test_no_area_ends_while_a_place_in_it_is_used_again(later: House):
    with statements() as sent:
        reuse(later, "old", seen_version=2)
    assert sent[:3] == ["INSERT trees", "SELECT service_places", "SELECT place_sharers"]


def test_no_place_is_used_again_where_an_area_ends_at_that_moment(later: House):
    if not later.database.is_postgresql:
        return  # one writes at a time
    with ThreadPoolExecutor(1) as threads:
        with later.begin() as tx:
            tx.trees.lock()
            reusing = threads.submit(reuse, later, "old", seen_version=2)
            wait([reusing], 0.5)
            its = update(areas).where(tx.rows.of(areas), areas.c.id == id_of("micro 1"))
            tx.rows.write(its.values(active=False, valid_to=date(2026, 3, 10)))
        with pytest.raises(AreaEnded):
            reusing.result(10)


def test_no_place_is_entered_where_no_area_is_any_more(later: House):
    abolish(later, "micro 3")
    with pytest.raises(AreaEnded) as refused:
        enter(later, a_place("late", "micro 3"))
    assert refused.value.about == ("places.0.area_id",)


def test_no_place_is_entered_where_an_area_ends_at_that_moment(later: House):
    if not later.database.is_postgresql:
        return  # one writes at a time
    with ThreadPoolExecutor(1) as threads:
        with later.begin() as tx:
            tx.trees.lock()
            ended = update(areas).where(tx.rows.of(areas), areas.c.id == id_of("micro 3"))
            entering = threads.submit(enter, later, a_place("late", "micro 3"))
            wait([entering], 0.5)
            tx.rows.write(ended.values(active=False))
        with pytest.raises(AreaEnded):
            entering.result(10)
