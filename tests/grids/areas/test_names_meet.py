"""Buildings of one name in communities that come together are both named, and told apart by a new name."""

import pytest

from services.grids.areas.domain.change_errors import BuildingNamesMeet
from tests.grids.areas.changing import founded, merge
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.dwellings.test_buildings_renamed import ESTATE, called, rename
from tests.grids.house import House


@pytest.fixture
def namesakes(house: House) -> House:
    enter(house, a_building("A"), a_building("B"))
    enter(house, a_building("A", id=id_of("other")), community_id=id_of("elsewhere"))
    return house


@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
def test_namesakes_of_communities_that_merge_are_both_named_with_their_side(namesakes: House, method):
    with pytest.raises(BuildingNamesMeet) as refused:
        merge(namesakes, "elsewhere", into="community", method=method)
    assert refused.value.about == ("sources.0.area_id",)
    assert refused.value.values == {
        "building_id": id_of("other"), "bearer_id": id_of("A"), "estate": ESTATE, "name": "A",
    }  # fmt: skip


def test_of_two_that_merge_into_a_new_one_the_later_side_is_named(namesakes: House):
    with pytest.raises(BuildingNamesMeet) as refused:
        merge(namesakes, "community", "elsewhere", into=founded("new", "community", "township"))
    values = refused.value.values
    assert {values["building_id"], values["bearer_id"]} == {id_of("A"), id_of("other")}
    side = {id_of("A"): 0, id_of("other"): 1}[str(values["building_id"])]
    assert refused.value.about == (f"sources.{side}.area_id",)


def test_once_one_of_them_is_renamed_they_merge(namesakes: House):
    rename(namesakes, "other", name="Ａ")
    with pytest.raises(BuildingNamesMeet):
        merge(namesakes, "elsewhere", into="community")
    rename(namesakes, "other", name="C", seen_version=2)
    merge(namesakes, "elsewhere", into="community")
    assert [name for _, name, _ in called(namesakes)] == ["A", "B", "C"]
