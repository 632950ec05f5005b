"""Places found by area, kind, hours and distance, on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid
from services.grids.places.domain import errors as refused
from services.grids.places.domain.hours import Hours
from services.grids.places.queries import lists
from services.grids.places.store.tables import hours_of
from tests.grids.builders import NOW, id_of
from tests.grids.house import House, statements
from tests.grids.places.huts import WEEK, a_place, at, enter, names


def test_places_are_found_by_area_and_kind_page_by_page(house: House):
    enter(house, *(a_place(f"room {n}", "micro 1") for n in range(5)))
    enter(house, a_place("hall", "base 2", kind="deliberation_hall"), a_place("far", "micro elsewhere"))
    asked = {"area_id": id_of("community"), "kind": "parent_child_room", "limit": 3}
    first = house.ask("list_places", **asked)
    rest = house.ask("list_places", **asked, after=first["next"])
    assert [each["name"] for each in first["items"] + rest["items"]] == [f"room {n}" for n in range(5)]
    assert rest["next"] is None
    with pytest.raises(refused.AreaUnknown):
        house.holding(id_of("elsewhere")).ask("list_places", area_id=id_of("community"))


def test_only_what_is_open_at_the_moment_is_listed_whatever_lies_between(house: House):
    enter(house, *(a_place(f"room {n:02}", hours=WEEK if n % 7 == 6 else []) for n in range(30)))
    noon = "2026-03-05T12:00:00+08:00"
    assert names(house, open_at=noon, limit=2) == ["room 06", "room 13"]
    first = house.ask("list_places", open_at=noon, limit=3)
    rest = house.ask("list_places", open_at=noon, limit=3, after=first["next"])
    assert [each["name"] for each in rest["items"]] == ["room 27"]
    assert all(each["open"] for each in first["items"])
    assert names(house, open_at="2026-03-05T17:00:00+08:00") == []
    assert len(names(house, open_now=True)) == 4  # NOW is 09:30 there
    assert names(replace_clock(house, timedelta(minutes=-31)), open_now=True) == []


def test_open_now_and_open_at_a_moment_are_asked_one_at_a_time(house: House):
    with pytest.raises(refused.OpenTwice):
        house.ask("list_places", open_now=True, open_at="2026-03-05T12:00:00+08:00")


def replace_clock(house: House, later: timedelta) -> House:
    house.clock.moment = NOW + later
    return house


def test_the_nearest_come_first_and_the_far_not_at_all(house: House):
    enter(
        house,
        a_place("far", position=at("104.2", "30.67")),
        a_place("near", position=at("104.1001", "30.67")),
        a_place("next", position=at("104.101", "30.671")),
        a_place("nowhere"),
    )
    here = {"near": "104.1,30.67"}
    found = house.ask("list_places", **here)["items"]
    assert [(each["name"], each["distance_m"]) for each in found] == [("near", 9), ("next", 146)]
    first = house.ask("list_places", **here, within_m=20_000, limit=2)
    rest = house.ask("list_places", **here, within_m=20_000, limit=2, after=first["next"])
    assert [each["name"] for each in rest["items"]] == ["far"]
    assert (rest["items"][0]["distance_m"], rest["next"]) == (9564, None)
    assert names(house, **here, within_m=147) == ["near", "next"]
    assert names(house, **here, within_m=146) == ["near"]
    with pytest.raises(refused.NearIncomplete):
        house.ask("list_places", within_m=100)
    for wrong in ("104.1", "181,30", "104.1,86", "104.1;30.67", "104.1,30.67,1"):
        with pytest.raises(FieldsInvalid):
            house.ask("list_places", near=wrong)
    with pytest.raises(FieldsInvalid):
        house.ask("list_places", **here, after=["far"])


def test_more_places_around_a_point_than_can_be_near_are_refused(house: House, monkeypatch):
    monkeypatch.setattr(lists, "MOST_NEAR", 3)
    around = [a_place(f"room {n}", position=at("104.1", "30.67")) for n in range(4)]
    enter(house, *around[:3])
    assert len(names(house, near="104.1,30.67")) == 3
    enter(house, around[3])
    with pytest.raises(refused.CircleTooFull):
        house.ask("list_places", near="104.1,30.67")


@pytest.mark.parametrize("read_at_a_time", [1, 200])
def test_nobody_looks_at_the_hours_of_places_behind_the_page_or_outside_the_circle(
    house: House, monkeypatch, read_at_a_time: int
):
    """Ten on a line, of which every other is open; another one in the corner of the box."""
    monkeypatch.setattr(lists, "LOOKED_AT", read_at_a_time)
    row = [a_place(f"room {n}", position=at(f"104.1{n:02}", "30.67")) for n in range(10)]
    enter(house, *(each | {"hours": WEEK if n % 2 else []} for n, each in enumerate(row)))
    enter(house, a_place("corner", position=at("104.119", "30.686"), hours=WEEK))
    looked: list[Any] = []

    def look(kept: Any, *more: Any) -> Hours:
        looked.append(kept)
        return hours_of(kept, *more)

    monkeypatch.setattr(lists, "hours_of", look)
    noon = {"near": "104.1,30.67", "open_at": "2026-03-05T12:00:00+08:00", "within_m": 2000}
    first = house.ask("list_places", **noon, limit=2)
    assert [each["name"] for each in first["items"]] == ["room 1", "room 3"]
    assert all(each["open"] for each in first["items"])
    assert len(looked) == 6  # up to room 5, so that there is a next page
    rest = house.ask("list_places", **noon, limit=3, after=first["next"])
    assert ([each["name"] for each in rest["items"]], rest["next"]) == (["room 5", "room 7", "room 9"], None)
    assert len(looked) == 6 + 6  # from room 4 on
    shown = house.ask("list_places", near="104.1,30.67", limit=2)["items"]
    assert [each["open"] for each in shown] == [False, True]  # NOW is 09:30 there
    assert len(looked) == 12 + 2


@pytest.mark.parametrize("count", [3, 40])
def test_the_nearest_of_any_number_are_found_in_the_same_statements(house: House, count: int):
    enter(house, *(a_place(f"room {n}", hours=WEEK, position=at("104.1", "30.67")) for n in range(count)))
    for wanted in ({"open_now": True}, {}):
        with statements() as sent:
            assert len(names(house, near="104.1,30.67", limit=2, **wanted)) == 2
        assert sent == ["SELECT service_places", "SELECT service_places"]


def test_a_day_that_is_otherwise_holds_in_a_list_as_in_its_night(house: House):
    night = {"day": "2026-03-04", "spans": [{"opens": "20:00", "closes": "02:00"}]}
    others = [{"day": f"2026-04-{day:02}"} for day in range(1, 30)]
    enter(house, a_place("room", hours=WEEK, exceptions=[night, {"day": "2026-03-05"}, *others]))
    for clock, is_open in (("01:59:59", True), ("02:00:00", False), ("12:00:00", False)):
        assert names(house, open_at=f"2026-03-05T{clock}+08:00") == (["room"] if is_open else [])
    assert names(house, open_at="2026-04-30T12:00:00+08:00") == ["room"]
    assert names(house, open_at="2026-04-29T12:00:00+08:00") == []


def test_a_page_without_an_open_place_says_where_to_go_on(house: House, monkeypatch):
    monkeypatch.setattr(lists, "ROUNDS", 2)
    enter(house, *(a_place(f"room {n}", hours=WEEK if n == 9 else []) for n in range(10)))
    noon = "2026-03-05T12:00:00+08:00"
    page = house.ask("list_places", open_at=noon, limit=2)
    assert (page["items"], page["next"]) == ([], ["room 3", id_of("room 3")])
    found: list[Any] = []
    after = None
    for _ in range(3):
        page = house.ask("list_places", open_at=noon, limit=2, after=after)
        found, after = found + page["items"], page["next"]
    assert ([each["name"] for each in found], after) == (["room 9"], None)
