"""A place and its uses; what is refused leaves nothing kept and nothing announced."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.places.domain.errors import (
    DayAhead,
    MobileNotAllowed,
    OperatorTermEmpty,
    PlaceClosed,
    PlaceKindUnknown,
    UseBegunBefore,
    UseTooEarly,
    ZonesTooLarge,
)
from services.grids.places.domain.events import PlaceUseTakenBack
from services.grids.places.domain.kinds import PRESET, KindEdition, PlaceKind, PlaceKinds
from services.grids.places.domain.nearness import UNIT, Position, box_around, distance_mm
from services.grids.places.domain.place import Fittings, Operator, Place, Use, Zone, metres
from services.grids.places.use_cases.change_place import ChangePlace, change_place
from services.grids.places.use_cases.enter_places import EnterPlaces, NewPlace, enter_places
from services.grids.places.use_cases.reuse_place import ReusePlace, reuse_place
from tests.grids.builders import TODAY, founding, id_of, the_ground
from tests.grids.world import CALLER, FakeWorld

OPENED = date(2020, 5, 1)
ONE_DAY = timedelta(days=1)


def a_place() -> Place:
    return Place.entered("hut", "micro", "canteen", "食堂", OPENED, Fittings())


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    new = NewPlace(id=id_of("hut"), area_id=id_of("micro 1"), kind="canteen", name="食堂", opened_on=OPENED)
    enter_places(EnterPlaces((new,)), world, CALLER, TODAY)
    world.events.clear()
    return world


def test_uses_follow_each_other_without_a_gap_or_with_the_days_it_stood_idle():
    place = a_place()
    place.reuse("reading_room", "书屋", date(2022, 1, 1), TODAY)
    place.close(date(2023, 1, 1), TODAY)
    place.reuse("science_hut", "小屋", date(2024, 1, 1), TODAY)
    assert [(use.kind, use.valid_from.year, use.valid_to and use.valid_to.year) for use in place.uses] == [
        ("canteen", 2020, 2022), ("reading_room", 2022, 2023), ("science_hut", 2024, None),
    ]  # fmt: skip
    assert place.version == 4


@pytest.mark.parametrize("closed", [False, True])
def test_a_use_begins_after_the_one_before_and_not_ahead(closed: bool):
    place = a_place()
    if closed:
        place.close(date(2023, 1, 1), TODAY)
    since = date(2023, 1, 1) if closed else OPENED + ONE_DAY
    with pytest.raises(UseTooEarly):
        place.reuse("canteen", "x", since - ONE_DAY, TODAY)
    with pytest.raises(DayAhead):
        place.reuse("canteen", "x", TODAY + ONE_DAY, TODAY)
    assert place.version == (2 if closed else 1)
    place.reuse("canteen", "x", since, TODAY)
    assert place.uses[-1] == Use("canteen", "x", since, after_closing=closed)


def test_a_use_that_began_today_by_mistake_was_never_and_the_one_before_goes_on():
    place = a_place()
    place.reuse("reading_room", "书屋", TODAY, TODAY)
    told = place.take_back_use(TODAY)
    assert (place.kind, place.name, place.closed_on) == ("canteen", "食堂", None)
    assert place.uses == (Use("canteen", "食堂", OPENED),)
    assert told == PlaceUseTakenBack("hut", "canteen", 3)
    place.reuse("science_hut", "小屋", OPENED + ONE_DAY, TODAY)
    assert [use.kind for use in place.uses] == ["canteen", "science_hut"]


def test_what_stood_idle_before_a_mistake_does_so_again():
    place = a_place()
    place.close(date(2023, 1, 1), TODAY)
    place.reuse("reading_room", "书屋", TODAY, TODAY)
    place.take_back_use(TODAY)
    assert (place.kind, place.closed_on, len(place.uses)) == ("canteen", date(2023, 1, 1), 1)
    assert not place.is_used_on(TODAY)
    with pytest.raises(PlaceClosed):
        place.take_back_use(TODAY)


def test_what_was_closed_today_before_a_mistake_is_closed_again():
    place = a_place()
    place.close(TODAY, TODAY)
    place.reuse("reading_room", "书屋", TODAY, TODAY)
    place.take_back_use(TODAY)
    assert (place.kind, place.closed_on) == ("canteen", TODAY)
    assert place.uses == (Use("canteen", "食堂", OPENED, TODAY),)


def test_a_place_entered_today_by_mistake_is_put_to_the_use_and_the_day_that_are_right():
    place = Place.entered("hut", "micro", "canteen", "食堂", TODAY, Fittings())
    place.take_back_use(TODAY)
    assert (place.uses, place.closed_on, place.is_used_on(TODAY)) == ((), TODAY, False)
    place.reuse("reading_room", "书屋", OPENED, TODAY)
    assert (place.uses, place.closed_on) == ((Use("reading_room", "书屋", OPENED),), None)


def test_what_began_before_today_is_not_taken_back():
    place = Place.entered("hut", "micro", "canteen", "食堂", TODAY - ONE_DAY, Fittings())
    with pytest.raises(UseBegunBefore) as refused:
        place.take_back_use(TODAY)
    assert refused.value.values == {"place_id": "hut", "valid_from": TODAY - ONE_DAY}
    assert (place.version, len(place.uses)) == (1, 1)


def test_what_is_closed_is_closed_once():
    place = a_place()
    place.close(TODAY, TODAY)
    with pytest.raises(PlaceClosed):
        place.close(TODAY, TODAY)
    with pytest.raises(PlaceClosed):
        place.change("x", Fittings())


def test_zones_fill_the_whole_and_no_more():
    Fittings(area_m2=1000, zones=(Zone("a", 600), Zone("b", 400)))
    with pytest.raises(ZonesTooLarge):
        Fittings(area_m2=1000, zones=(Zone("a", 600), Zone("b", 401)))
    Fittings(zones=(Zone("a", 600),))


def test_an_operators_term_has_a_day_at_least():
    Fittings(operators=(Operator("a", OPENED, OPENED + ONE_DAY),))
    with pytest.raises(OperatorTermEmpty):
        Fittings(operators=(Operator("a", OPENED, OPENED),))


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0"), (1, "0.01"), (50, "0.5"), (8650, "86.5"), (100, "1"), (10_000, "100")]
)
def test_square_metres_are_written_without_noughts_that_say_nothing(size, text):
    assert metres(size) == text


def test_the_preset_holds_until_a_district_writes_its_own():
    own = KindEdition(1, TODAY, (PlaceKind("tea_house", "茶馆", "tea house"),))
    kinds = PlaceKinds.of([own])
    assert (kinds.on(TODAY - ONE_DAY), kinds.on(TODAY), kinds.version) == (PRESET, own, 1)
    later = replace(own, number=2)
    assert PlaceKinds.of([own, later]).on(TODAY) == later


def test_a_kind_says_whether_it_may_be_mobile():
    PRESET.must_allow("warm_heart_home", mobile=True)
    with pytest.raises(MobileNotAllowed):
        PRESET.must_allow("canteen", mobile=True)
    with pytest.raises(PlaceKindUnknown):
        PRESET.must_allow("castle", mobile=False)


def test_a_use_of_a_kind_that_is_none_is_refused_and_nothing_is_kept(world):
    command = ReusePlace(id_of("hut"), "castle", "x", TODAY, seen_version=1)
    with pytest.raises(PlaceKindUnknown):
        reuse_place(command, world, CALLER, TODAY)
    assert (world.kept.service_places[id_of("hut")].version, world.events) == (1, [])


def test_a_change_that_makes_a_place_mobile_asks_its_kind(world):
    command = ChangePlace(place_id=id_of("hut"), seen_version=1, mobile=True)
    with pytest.raises(MobileNotAllowed):
        change_place(command, world, CALLER, TODAY)
    assert (world.kept.service_places[id_of("hut")].version, world.events) == (1, [])


LONS, LATS = st.integers(-170 * UNIT, 170 * UNIT), st.integers(-80 * UNIT, 80 * UNIT)


@given(lon=LONS, lat=LATS, east=st.floats(-1, 1), north=st.floats(-1, 1), within_m=st.integers(1, 50_000))
def test_whatever_lies_within_the_distance_lies_in_the_box(lon, lat, east, north, within_m):
    here, box = Position(lon, lat), box_around(Position(lon, lat), within_m)
    there = Position(lon + int(east * (box.east - lon) * 2), lat + int(north * (box.north - lat) * 2))
    inside = box.west <= there.lon < box.east and box.south <= there.lat < box.north
    assert inside or distance_mm(here, there) > within_m * 1000


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert distance_mm(Position(0, 0), Position(0, UNIT)) == 111_195_080
    assert distance_mm(Position(0, 0), Position(0, 0)) == 0
