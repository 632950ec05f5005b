"""What is said of organisations a second time, and what is no more true by then; on both databases."""

import pytest

from services.grids.organisations.domain import errors as refused
from tests.grids.builders import a_person, id_of
from tests.grids.groupings import yards
from tests.grids.house import House
from tests.grids.organisations.trees import THE_PARTY, a_member, an_organisation, found, join


def test_the_same_again_is_left_as_it_stands_though_it_has_members_and_is_closed_by_now(house: House):
    found(house, *THE_PARTY)
    house.ask("enter_staff", staff=[a_person("wang")])
    join(house, "branch 1", 1, a_member("wang"))
    house.ask("close_organisation", organisation_id=id_of("cell 1"), on="2026-03-01", seen_version=1)
    new = an_organisation("branch 3", "party_branch", "general committee", "base 2")
    again = {each["name"]: each for each in found(house, *THE_PARTY, new)}
    assert {name: again[name]["version"] for name in ("branch 1", "branch 2", "branch 3")} == {
        "branch 1": 2, "branch 2": 1, "branch 3": 1,
    }  # fmt: skip
    assert again["cell 1"]["closed_on"] == "2026-03-01"


def test_what_is_there_is_not_judged_anew(house: House):
    """Its kind has left the list, and its grouping is closed."""
    yards.found(house, yards.a_grouping("court", kind="estate", units=[]))
    here = an_organisation("of the court", "party_branch", "general committee", grouping_id=id_of("court"))
    found(house, *THE_PARTY, here)
    house.ask("close_grouping", grouping_id=id_of("court"), seen_version=1)
    capacity = {"key": "member", "name_zh": "成员", "name_en": "member"}
    kind = {"key": "party_county", "name_zh": "县委", "name_en": "committee", "area_kinds": ["county"]}
    house.ask(
        "write_organisation_kinds",
        valid_from="2026-03-05",
        kinds=[kind],
        capacities=[capacity],
        seen_version=0,
    )
    events = len(house.told())
    assert [each["id"] for each in found(house, *THE_PARTY, here)][-1] == here["id"]
    assert len(house.told()) == events


def test_a_change_to_what_is_so_already_changes_nothing(house: House):
    found(house, *THE_PARTY)
    events = len(house.told())
    same = {"organisation_id": id_of("branch 1"), "name": "branch 1", "seen_version": 1}
    assert house.ask("change_organisation", **same)["version"] == 1
    assert len(house.told()) == events


def test_an_organisation_does_not_close_from_a_day_on_which_others_stood_under_it(house: House):
    found(house, *THE_PARTY)
    house.ask("close_organisation", organisation_id=id_of("cell 1"), on="2026-03-01", seen_version=1)
    branch = {"organisation_id": id_of("branch 1"), "seen_version": 1}
    with pytest.raises(refused.OrganisationHasBelow):
        house.ask("close_organisation", **branch, on="2026-02-28")
    assert house.ask("close_organisation", **branch, on="2026-03-01")["closed_on"] == "2026-03-01"


def test_an_organisation_comes_to_the_top_and_is_bound_to_nothing_where_its_kind_allows_it(house: House):
    found(house, *THE_PARTY)
    of_branch = {"organisation_id": id_of("branch 2"), "seen_version": 1}
    with pytest.raises(refused.OrganisationParentWrong):
        house.ask("change_organisation", **of_branch, parent_id=None)
    with pytest.raises(refused.UnboundNeedsWholeDistrict):
        house.holding(id_of("county")).ask("change_organisation", **of_branch, area_id=None)
    kind = {"key": "party_branch", "name_zh": "支部", "name_en": "branch", "area_kinds": ["base"]}
    capacity = {"key": "member", "name_zh": "成员", "name_en": "member"}
    lists = {"kinds": [kind], "capacities": [capacity]}
    house.ask("write_organisation_kinds", valid_from="2026-03-05", **lists, seen_version=0)
    changed = house.ask("change_organisation", **of_branch, parent_id=None, area_id=None)
    assert (changed["parent_id"], changed["area_id"], changed["version"]) == (None, None, 2)
