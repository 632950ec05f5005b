"""A grant on a grouping names it as one in an area does: no id is ever of both, on both databases."""

from typing import Any

import pytest

from services.chassis.errors import IdTaken
from services.grids.area_sheets.domain.intake import Newcomer
from services.grids.area_sheets.domain.line import Line
from tests.grids.areas.changing import abolish, founded, merge, split
from tests.grids.builders import id_of
from tests.grids.groupings.yards import a_grouping, found
from tests.grids.house import House


@pytest.mark.parametrize("area", ["county", "elsewhere", "micro 3"])
def test_a_grouping_is_not_founded_with_the_id_of_an_area(house: House, area: str):
    """Seen or not, and of one that has ended likewise."""
    abolish(house, "micro 3")
    secretary = house.holding(id_of("community"))
    before = len(house.told())

    with pytest.raises(IdTaken):
        found(secretary, a_grouping("yard", units=[]), a_grouping("mine", id=id_of(area), units=[]))

    assert house.ask("list_groupings", community_id=id_of("community"))["items"] == []
    assert len(house.told()) == before


def entered(house: House, way: str) -> Any:
    """An area with the id of the yard comes into being."""
    new = founded("yard", "micro", "base 1")
    if way == "found":
        return house.ask("found_areas", areas=[new])
    if way == "merge":
        return merge(house, "micro 1", into=new)
    if way == "split":
        return split(house, "micro 1", "yard")
    if way == "send":
        house.ask("register_code_scheme", scheme="SYS:other", name="公安")
        sent = {
            "id": id_of("yard"),
            "code": "7",
            "kind": "micro",
            "name": "yard",
            "parent_id": id_of("base 1"),
        }
        return house.ask("upsert_areas", scheme="SYS:other", areas=[sent])
    with house.begin() as tx:
        tx.standing_areas.hold()
        above = tx.standing_areas.by_id([id_of("base 1")])[id_of("base 1")]
        newcomer = Newcomer(id_of("yard"), Line(1, None, 0, (), "micro", "yard", None), above)
        assert tx.standing_areas.unfit(newcomer) is None
        return tx.standing_areas.settle([newcomer], [])


@pytest.mark.parametrize("way", ["found", "merge", "split", "send", "sheet"])
@pytest.mark.parametrize("is_closed", [False, True])
def test_no_area_is_founded_with_the_id_of_a_grouping(house: House, way: str, is_closed: bool):
    found(house, a_grouping("yard", units=[]))
    if is_closed:
        house.ask("close_grouping", grouping_id=id_of("yard"), seen_version=1)

    with pytest.raises(IdTaken):
        entered(house, way)
