"""What stands twice in a batch, or lies in no district of the country, is refused; on both databases."""

from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.grids.places.domain import slips as refused
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, at, enter, names

DUTY = {"role": "doctor", "weekdays": [1, 3], "starts": "09:00", "ends": "17:00"}
WRONG: list[Any] = [
    ({"duties": [DUTY, DUTY | {"weekdays": [1, 3, 1]}]}, refused.WeekdayTwice, "duties.1.weekdays"),
    ({"duties": [DUTY | {"weekdays": [3, 1]}, DUTY]}, refused.DutyTwice, "duties.1"),
    ({"position": at("30.67", "80.1")}, refused.PositionNotInChina, "position"),
    ({"position": at("136.0000001", "30")}, refused.PositionNotInChina, "position"),
    ({"position": at("72.9999999", "30")}, refused.PositionNotInChina, "position"),
    ({"position": at("104.1", "54.0000001")}, refused.PositionNotInChina, "position"),
    ({"position": at("104.1", "2.9999999")}, refused.PositionNotInChina, "position"),
]
NAMESAKES: list[Any] = [
    ({"name": "good"}, refused.PlaceNameTwice, "name"),
    ({"name": "ｇｏｏｄ"}, refused.PlaceNameTwice, "name"),
]


@pytest.mark.parametrize(("different", "refusal", "field"), [*WRONG, *NAMESAKES])
def test_a_batch_with_it_enters_nothing_and_names_the_field(house: House, different, refusal, field):
    with pytest.raises(DomainError) as told:
        enter(house, a_place("good"), a_place("bad", **different))
    assert (type(told.value), told.value.about) == (refusal, (f"places.1.{field}",))
    assert names(house) == []


@pytest.mark.parametrize(("different", "refusal", "field"), WRONG)
def test_a_change_is_held_to_the_same(house: House, different, refusal, field):
    enter(house, a_place("hut"))
    with pytest.raises(DomainError) as told:
        house.ask("change_place", place_id=id_of("hut"), seen_version=1, **different)
    assert (type(told.value), told.value.about) == (refusal, (field,))
    assert house.ask("get_place", place_id=id_of("hut"))["version"] == 1


@pytest.mark.parametrize(
    "other", [{"kind": "canteen"}, {"area_id": id_of("micro 2")}, {"name": "better"}], ids=str
)
def test_places_that_differ_by_kind_area_or_name_are_no_namesakes(house: House, other):
    assert len(enter(house, a_place("good"), a_place("other", **{"name": "good"} | other))) == 2


def test_a_batch_with_namesakes_that_was_entered_before_is_as_good_as_then(house: House):
    enter(house, a_place("good"))
    enter(house, a_place("other", name="good"))
    assert len(enter(house, a_place("good"), a_place("other", name="good"))) == 2


def test_duties_that_differ_in_anything_stand_beside_each_other(house: House):
    duties = [DUTY, DUTY | {"role": "nurse"}, DUTY | {"starts": "18:00", "ends": "20:00"}]
    [hut] = enter(house, a_place("hut", duties=duties))
    assert len(hut["duties"]) == 3


@pytest.mark.parametrize("corner", [("73", "3"), ("136", "54")])
def test_the_border_of_the_country_lies_in_it(house: House, corner):
    [hut] = enter(house, a_place("hut", position=at(*corner)))
    assert hut["position"] == at(*corner)
