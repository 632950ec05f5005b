"""Organisations of areas that end, or of groupings that come into other communities, on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.grids.areas.domain.change_errors import AreaNotEmpty
from tests.grids.areas.changing import abolish, merge, split
from tests.grids.builders import NOW, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.groupings import yards
from tests.grids.house import House
from tests.grids.organisations.trees import THE_PARTY, an_organisation, found, names, upward


@pytest.fixture
def later(house: House) -> House:
    """With a closed cell beside the one that is open, and ten days on."""
    found(house, *THE_PARTY, an_organisation("old cell", "party_group", "branch 1", "micro 1"))
    house.ask("close_organisation", organisation_id=id_of("old cell"), on="2026-03-01", seen_version=1)
    house.clock.moment = NOW + timedelta(days=10)
    return house


def test_organisations_go_to_what_their_area_is_merged_into(later: House):
    before = len(later.told())
    merge(later, "micro 1", into="micro 3")
    assert names(later, area_id=id_of("micro 3")) == ["cell 1"]
    assert names(later, area_id=id_of("micro 3"), closed=True) == ["old cell"]
    [moved] = [each for each in later.told()[before:] if "OrganisationsMoved" in each["type"]]
    assert {row["id"]: row["version"] for row in moved["data"]["rows"]} == {
        id_of("cell 1"): 2, id_of("old cell"): 3,
    }  # fmt: skip
    assert upward(later, area_id=id_of("micro 3"))[0] == (0, "cell 1")


def test_organisations_go_to_the_primary_of_a_split_and_stay_where_the_area_goes_on(later: House):
    split(later, "micro 1", "part")
    assert names(later, area_id=id_of("micro 1")) == ["cell 1"]
    split(later, "micro 1", "north", "south", primary="south")
    assert names(later, area_id=id_of("south")) == ["cell 1"]


def test_an_area_with_an_open_organisation_needs_a_successor(later: House):
    with pytest.raises(AreaNotEmpty) as refused:
        abolish(later, "micro 1")
    assert refused.value.values["organisations"] == 1
    abolish(later, "micro 1", successor="micro 2")
    assert names(later, area_id=id_of("micro 2")) == ["cell 1"]


def test_a_closed_one_lies_in_what_its_area_stood_under_if_nobody_succeeds_it(later: House):
    later.ask("close_organisation", organisation_id=id_of("cell 1"), on="2026-03-10", seen_version=1)
    abolish(later, "micro 1")
    assert names(later, area_id=id_of("base 1"), closed=True) == ["cell 1", "old cell"]
    kept = later.ask("get_organisation", organisation_id=id_of("cell 1"))
    assert (kept["area_id"], kept["version"]) == (id_of("base 1"), 3)


def test_a_dry_run_counts_those_that_would_go_along(later: House):
    merged = {
        "sources": [{"area_id": id_of("micro 1"), "seen_version": 1}],
        "target": {"area_id": id_of("micro 3"), "seen_version": 1},
    }
    [part] = later.ask("preview_merge", **merged)["parts"]
    assert part["organisations"] == 1
    [of_base] = later.ask("preview_abolition", **ABOLISHED)["parts"]
    assert of_base["organisations"] == 2
    moved = {"area_id": id_of("base 1"), "parent_id": id_of("total elsewhere"), "seen_version": 1}
    assert later.ask("preview_move", **moved)["organisations"] == 2


ABOLISHED = {
    "area_id": id_of("base 1"),
    "seen_version": 1,
    "successor": {"area_id": id_of("base 2"), "seen_version": 1},
}


def test_those_of_a_grouping_follow_it_into_another_community(later: House):
    yards.found(later, yards.a_grouping("estate", kind="estate", units=[]))
    its = {"grouping_id": id_of("estate")}
    found(later, an_organisation("of the estate", "party_branch", "general committee", **its))
    merge(later, "community", into="elsewhere")
    [moved] = later.ask("list_organisations", **its)["items"]
    assert (moved["area_id"], moved["version"]) == (id_of("elsewhere"), 2)


@pytest.mark.parametrize(("parts", "counted"), [(("north", "south"), 1), (("south",), 0)])
def test_a_dry_run_counts_those_of_a_grouping_where_it_goes(later: House, parts, counted):
    """And not with what the community itself has, which goes to the primary if it ends."""
    enter(later, a_building("A"))
    give(later, ("A", 1, 2, "micro 1"))
    yards.found(later, yards.a_grouping("yard"))
    its = {"grouping_id": id_of("yard")}
    found(later, an_organisation("of the yard", "party_branch", "general committee", **its))
    primary = parts[0] if len(parts) > 1 else "community"
    asked: dict[str, Any] = {"primary": primary, "children": {"total": "south"}}

    told = split(later, "community", *parts, method="preview_split", **asked)["parts"]
    split(later, "community", *parts, **asked)

    assert {part["area_id"]: part["organisations"] for part in told} == {
        id_of(primary): counted, id_of("south"): 4,
    }  # fmt: skip
    [moved] = later.ask("list_organisations", **its)["items"]
    assert moved["area_id"] == id_of("south")
