"""The same buildings and staff sent again, as after an answer that got lost; on both databases."""

from typing import Any

import pytest

from services.chassis.errors import IdTaken
from services.grids.dwellings.domain.errors import BuildingNameTaken
from services.grids.posts.domain.errors import StaffTwiceInBatch
from tests.grids.builders import a_person, id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House

A = a_building("A", left_out=["1-302"])
BORN = {"birth_month": "1980-05"}


def figures(house: House) -> tuple[int, int]:
    found = house.ask("report_coverage", area_id=id_of("community"), limit=1)
    return found["dwellings"], found["uncovered"]


def test_the_same_buildings_sent_again_are_left_as_they_are(house: House):
    first = enter(house, A)
    told = len(house.told())
    assert enter(house, A) == first
    assert (len(house.told()), figures(house)) == (told, (11, 11))


def test_they_are_answered_as_they_stand_now(house: House):
    enter(house, A)
    give(house, ("A", 1, 1, "micro 1"))
    [again] = enter(house, A)
    assert (again["id"], again["version"]) == (id_of("A"), 2)
    assert {area for unit, _, area in rooms(house, "A") if unit == 1} == {id_of("micro 1")}


def test_what_is_new_in_a_batch_enters_beside_what_is_there(house: House):
    enter(house, A)
    assert [each["name"] for each in enter(house, a_building("B"), A)] == ["B", "A"]
    assert figures(house) == (23, 23)
    assert [row["id"] for row in house.told()[-1]["data"]["rows"]] == [id_of("B")]


@pytest.mark.parametrize(
    "other",
    [{"name": "A1"}, {"units": 3}, {"floors": 4}, {"rooms_per_floor": 3}, {"left_out": []},
     {"left_out": ["1-301"]}],
)  # fmt: skip
def test_another_building_of_the_same_id_is_refused_whole(house: House, other: dict[str, Any]):
    enter(house, A)
    with pytest.raises(IdTaken):
        enter(house, a_building("B"), A | other)
    assert figures(house) == (11, 11)


def test_a_building_in_another_estate_is_another(house: House):
    enter(house, A)
    with pytest.raises(IdTaken):
        enter(house, A, estate="别苑")


def test_the_name_of_what_is_there_is_still_taken(house: House):
    enter(house, A)
    with pytest.raises(BuildingNameTaken) as refused:
        enter(house, a_building("B"), a_building("A", id=id_of("C")))
    assert refused.value.about == ("buildings.1.name",)


def staff(house: House, *people: Any) -> Any:
    return house.ask("enter_staff", staff=list(people))["items"]


def test_the_same_people_sent_again_stay_as_they_are(house: House):
    first = staff(house, a_person("wang", duty_phone="12345", **BORN))
    told = len(house.told())
    assert staff(house, a_person("wang", duty_phone="12345", **BORN)) == first
    assert len(house.told()) == told


def test_who_is_new_in_a_batch_enters_beside_who_is_there(house: House):
    staff(house, a_person("wang"))
    assert [each["id"] for each in staff(house, a_person("li"), a_person("wang"))] == [
        id_of("li"),
        id_of("wang"),
    ]
    assert [row["id"] for row in house.told()[-1]["data"]["rows"]] == [id_of("li")]


@pytest.mark.parametrize("other", [{"display_name": "wang 2"}, {"duty_phone": "54321"}])
def test_somebody_else_of_the_same_id_is_refused_and_nobody_enters(house: House, other: dict[str, str]):
    staff(house, a_person("wang", duty_phone="12345"))
    with pytest.raises(IdTaken):
        staff(house, a_person("li"), a_person("wang", **{"duty_phone": "12345", **other}))
    assert len(house.ask("feed_staff")["items"]) == 1


def test_sending_months_of_birth_one_after_the_other_finds_none_out(house: House):
    """Whichever is sent, the answer is the same, and what was kept stays."""
    first = staff(house, a_person("wang", **BORN))
    assert staff(house, a_person("wang", birth_month="1980-06")) == first
    assert staff(house, a_person("wang")) == first


def test_nobody_is_twice_in_a_batch_though_they_are_there(house: House):
    staff(house, a_person("wang"))
    with pytest.raises(StaffTwiceInBatch):
        staff(house, a_person("wang"), a_person("wang"))
