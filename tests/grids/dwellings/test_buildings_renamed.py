"""A building gets another name or another estate, on both databases."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.dwellings.domain.errors import (
    BuildingNameTaken,
    BuildingTwiceInBatch,
    BuildingUnknown,
)
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House

ESTATE = "锦绣苑"


def rename(house: House, of: str = "A", /, seen_version: int = 1, **more: Any) -> Any:
    return house.ask("rename_building", building_id=id_of(of), seen_version=seen_version, **more)


def called(house: House, community: str = "community") -> list[tuple[str, str, int]]:
    items = house.ask("list_buildings", community_id=id_of(community), limit=50)["items"]
    return [(each["estate"], each["name"], each["version"]) for each in items]


@pytest.fixture
def estate(house: House) -> House:
    enter(house, a_building("A"), a_building("B（1）", id=id_of("B")))
    return house


def test_a_building_gets_another_name_and_the_others_hear_that(estate: House):
    renamed = rename(estate, name="C")

    assert (renamed["name"], renamed["estate"], renamed["version"]) == ("C", ESTATE, 2)
    assert called(estate) == [(ESTATE, "B（1）", 1), (ESTATE, "C", 2)]
    said = estate.told()[-1]
    assert said["type"] == "linli.grids.BuildingRenamed.v1"
    assert said["data"] == {"building_id": id_of("A"), "version": 2}


def test_a_building_comes_into_another_estate_and_keeps_its_name(estate: House):
    assert rename(estate, estate="新苑")["estate"] == "新苑"
    assert called(estate) == [("新苑", "A", 2), (ESTATE, "B（1）", 1)]


def test_labels_and_addresses_say_the_new_name(estate: House):
    give(estate, ("A", 1, 2, "micro 1"))
    [label] = estate.ask("make_labels", targets=[{"kind": "building", "target_id": id_of("A")}])["items"]
    rename(estate, name="C", estate="新苑", seen_version=2)

    opened = estate.ask("open_label", token=label["token"])
    assert (opened["estate"], opened["building"]) == ("新苑", "C")
    homes = estate.ask("feed_dwellings", community_id=id_of("community"), limit=50)["items"]
    assert {each["building"] for each in homes if each["building_id"] == id_of("A")} == {"C"}


@pytest.mark.parametrize("same", [{}, {"name": "A"}, {"estate": ESTATE}])
def test_what_is_so_already_changes_nothing_and_is_told_to_nobody(estate: House, same):
    told = len(estate.told())

    assert rename(estate, **same)["version"] == 1
    assert len(estate.told()) == told


def test_a_name_may_change_its_own_width(estate: House):
    assert rename(estate, "B", name="B(1)")["name"] == "B(1)"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"seen_version": 2, "name": "C"}, StaleVersion),
        ({"building_id": id_of("nowhere"), "name": "C"}, BuildingUnknown),
        ({"name": "B（1）"}, BuildingNameTaken),
        ({"name": "B(1)"}, BuildingNameTaken),
        ({"name": ""}, FieldsInvalid),
        ({"estate": None}, FieldsInvalid),
    ],
)
def test_what_is_wrong_changes_nothing(estate: House, wrong, refusal):
    before = called(estate), len(estate.told())
    with pytest.raises(refusal):
        estate.ask("rename_building", **{"building_id": id_of("A"), "seen_version": 1} | wrong)
    assert (called(estate), len(estate.told())) == before


@pytest.mark.parametrize(("asked", "field"), [({"name": "D"}, "name"), ({"estate": "新苑"}, "estate")])
def test_a_name_that_is_borne_beside_it_is_refused_with_its_bearer(estate: House, asked, field):
    enter(estate, a_building("A", id=id_of("other")), estate="新苑")
    enter(estate, a_building("D"))
    with pytest.raises(BuildingNameTaken) as refused:
        rename(estate, **asked)
    bearer = {"name": "D", "estate": "other"}[field]
    assert (refused.value.about, refused.value.values["building_id"]) == ((field,), id_of(bearer))


def test_names_that_differ_by_their_width_alone_are_not_entered_beside_each_other(estate: House):
    with pytest.raises(BuildingNameTaken) as refused:
        enter(estate, a_building("D"), a_building("B(1)"))
    assert refused.value.about == ("buildings.1.name",)
    with pytest.raises(BuildingTwiceInBatch):
        enter(estate, a_building("E(1)"), a_building("E（1）"))


def test_whoever_sees_a_grid_alone_renames_no_building_and_no_other_district_does(estate: House):
    give(estate, ("A", 1, 2, "micro 1"))
    for stranger in (estate.holding(id_of("micro 1")), estate.elsewhere()):
        with pytest.raises(BuildingUnknown):
            rename(stranger, name="C", seen_version=2)


def test_a_stale_change_is_shown_the_building_as_it_is_now(estate: House):
    now = rename(estate, name="C")
    with pytest.raises(StaleVersion) as refused:
        rename(estate, name="D")
    assert refused.value.values["current"] == now
