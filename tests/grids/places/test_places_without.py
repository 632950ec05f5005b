"""What was said of a place and is not so is taken away again, on both databases."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.places.domain.errors import PlaceClosed, ZonesTooLarge
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, at, enter, names

SAID: dict[str, Any] = {"position": at("104.1", "30.67"), "area_m2": "86.5", "capacity": 30}
NOTHING: dict[str, Any] = dict.fromkeys(SAID)


def change(house: House, seen_version: int = 1, **said: Any) -> Any:
    return house.ask("change_place", place_id=id_of("hut"), seen_version=seen_version, **said)


@pytest.mark.parametrize("field", SAID)
def test_null_takes_it_away_and_nothing_else(house: House, field: str):
    [hut] = enter(house, a_place("hut", **SAID))
    nothing: dict[str, Any] = {field: None}
    changed = change(house, **nothing)
    assert changed == hut | {field: None, "version": 2}
    assert house.ask("get_place", place_id=id_of("hut"))[field] is None
    assert house.told()[-1]["data"] == {"place_id": id_of("hut"), "version": 2}
    assert change(house, 2, **{field: SAID[field]}) == hut | {"version": 3}


@pytest.mark.parametrize("field", SAID)
def test_what_is_not_said_stays(house: House, field: str):
    [hut] = enter(house, a_place("hut", **SAID))
    others: dict[str, Any] = {name: None for name in SAID if name != field}
    assert change(house, **others, name="小屋")[field] == hut[field]
    assert change(house, 2, name="屋")[field] == hut[field]


def test_nobody_finds_a_place_near_a_point_any_more_whose_position_was_taken_away(house: House):
    enter(house, a_place("hut", **SAID))
    assert names(house, near="104.1,30.67") == ["hut"]
    change(house, position=None)
    assert names(house, near="104.1,30.67") == []
    assert names(house) == ["hut"]


def test_the_figures_follow_what_is_taken_away(house: House):
    enter(house, a_place("hut", **SAID), a_place("room", area_m2="10", capacity=5))
    change(house, **NOTHING)
    total = house.ask("count_places")
    assert (total["places"], total["area_m2"], total["capacity"]) == (2, "10", 5)


def test_zones_of_a_place_whose_size_is_taken_away_may_be_of_any_size(house: House):
    enter(house, a_place("hut", area_m2="10", zones=[{"name": "a", "area_m2": "10"}]))
    larger = [{"name": "a", "area_m2": "10.01"}]
    with pytest.raises(ZonesTooLarge):
        change(house, zones=larger)
    assert change(house, zones=larger, area_m2=None)["area_m2"] is None
    with pytest.raises(ZonesTooLarge):
        change(house, 2, area_m2="10")
    assert change(house, 2, area_m2="10.01")["zones"] == larger


@pytest.mark.parametrize(
    "field",
    ["name", "mobile", "address", "zones", "hours", "follows_calendar", "exceptions", "duties", "operators",
     "equipment", "organisations"],
)  # fmt: skip
def test_nothing_else_can_be_null(house: House, field: str):
    enter(house, a_place("hut", **SAID))
    nothing: dict[str, Any] = {field: None}
    with pytest.raises(FieldsInvalid) as refused:
        change(house, **nothing)
    assert [each.field for each in refused.value.fields] == [field]


@pytest.mark.parametrize("field", SAID)
def test_a_new_place_leaves_out_what_nobody_knows(house: House, field: str):
    with pytest.raises(FieldsInvalid):
        enter(house, a_place("hut", **{field: None}))
    assert enter(house, a_place("hut"))[0][field] is None


def test_what_is_closed_or_was_changed_meanwhile_keeps_it(house: House):
    enter(house, a_place("hut", **SAID))
    change(house, name="小屋")
    with pytest.raises(StaleVersion):
        change(house, **NOTHING)
    house.ask("close_place", place_id=id_of("hut"), on="2026-03-01", seen_version=2)
    with pytest.raises(PlaceClosed):
        change(house, 3, **NOTHING)
    kept = house.ask("get_place", place_id=id_of("hut"))
    assert {field: kept[field] for field in SAID} == SAID
