"""Organisations on both databases."""

from typing import Any

import pytest

from services.chassis.errors import IdTaken, StaleVersion
from services.grids.organisations.domain import errors as refused
from tests.grids.builders import id_of
from tests.grids.groupings import yards
from tests.grids.house import House, statements
from tests.grids.organisations.trees import (
    THE_ASSOCIATION,
    THE_PARTY,
    an_organisation,
    found,
    names,
)


def test_trees_are_founded_whole_and_kept_as_they_were_told(house: House):
    founded = found(house, *reversed(THE_PARTY), *THE_ASSOCIATION)
    kept = house.ask("get_organisation", organisation_id=id_of("branch 1"))
    assert kept in founded
    assert kept == THE_PARTY[3] | {"grouping_id": None, "closed_on": None, "version": 1}
    [told] = [each["data"]["rows"] for each in house.told() if "OrganisationsFounded" in each["type"]]
    assert len(told) == 8


def test_the_same_again_changes_nothing_and_other_content_is_refused(house: House):
    found(house, *THE_PARTY)
    events = len(house.told())
    found(house, *THE_PARTY)
    assert len(house.told()) == events
    with pytest.raises(IdTaken) as taken:
        found(house, THE_PARTY[1], THE_PARTY[0] | {"name": "other"})
    assert taken.value.about == ("organisations.1.id",)


@pytest.mark.parametrize(
    ("different", "refusal", "field"),
    [
        ({"kind": "castle"}, refused.OrganisationKindUnknown, "kind"),
        ({"founded_on": "2026-03-06"}, refused.DayAhead, "founded_on"),
        ({"area_id": id_of("nowhere")}, refused.AreaUnknown, "area_id"),
        ({"area_id": id_of("micro 1")}, refused.BoundWrong, "area_id"),
        ({"grouping_id": id_of("estate")}, refused.BoundTwice, "area_id"),
        ({"area_id": None, "grouping_id": id_of("nowhere")}, refused.GroupingUnknown, "grouping_id"),
        ({"area_id": None, "grouping_id": id_of("tower")}, refused.BoundWrong, "grouping_id"),
        ({"area_id": None, "grouping_id": id_of("old")}, refused.GroupingClosed, "grouping_id"),
        ({"parent_id": None}, refused.OrganisationParentWrong, "parent_id"),
        ({"parent_id": id_of("working committee")}, refused.OrganisationParentWrong, "parent_id"),
        ({"parent_id": id_of("association")}, refused.OrganisationParentWrong, "parent_id"),
        ({"parent_id": id_of("nowhere")}, refused.OrganisationUnknown, "parent_id"),
        ({"parent_id": id_of("closed")}, refused.ParentOrganisationClosed, "parent_id"),
        ({"id": id_of("good")}, refused.OrganisationTwiceInBatch, "id"),
    ],
)
def test_a_batch_with_one_that_does_not_fit_founds_nothing(house: House, different, refusal, field):
    yards.found(house, *(yards.a_grouping(name, kind=kind, units=[]) for name, kind in GROUPINGS))
    house.ask("close_grouping", grouping_id=id_of("old"), seen_version=1)
    found(house, *THE_PARTY[:3], THE_ASSOCIATION[0], closed_committee())
    house.ask("close_organisation", organisation_id=id_of("closed"), on="2026-03-01", seen_version=1)
    before, events = names(house, limit=50), len(house.told())
    good = an_organisation("good", "party_branch", "general committee", "base 1")
    with pytest.raises(refusal) as told:
        found(house, good, good | {"id": id_of("bad"), "name": "bad"} | different)
    assert f"organisations.1.{field}" in told.value.about
    assert (names(house, limit=50), len(house.told())) == (before, events)


GROUPINGS = [("estate", "estate"), ("tower", "building"), ("old", "estate")]


def closed_committee() -> dict[str, Any]:
    return an_organisation("closed", "party_community", "working committee", "community")


def test_one_that_is_bound_to_a_grouping_lies_in_its_community(house: House):
    yards.found(house, yards.a_grouping("estate", kind="estate", units=[]))
    estate = {"grouping_id": id_of("estate")}
    [*_, branch] = found(
        house, *THE_PARTY[:3], an_organisation("of the estate", "party_branch", "general committee", **estate)
    )
    assert (branch["area_id"], branch["grouping_id"]) == (id_of("community"), id_of("estate"))
    assert names(house, **estate) == names(house, area_id=id_of("community"), kind="party_branch")


def test_what_is_bound_to_nothing_is_the_whole_districts(house: House):
    there = house.holding(id_of("community"))
    with pytest.raises(refused.UnboundNeedsWholeDistrict):
        found(there, an_organisation("department", "association", None))
    found(house, an_organisation("department", "association", None))
    assert (names(house), names(there)) == (["department"], [])


def test_an_organisation_is_called_otherwise_and_bound_and_put_elsewhere(house: House):
    found(house, *THE_PARTY)
    of_cell = {"organisation_id": id_of("cell 1")}
    changed = house.ask("change_organisation", **of_cell, name="第一党小组", seen_version=1)
    assert (changed["name"], changed["parent_id"]) == ("第一党小组", id_of("branch 1"))
    elsewhere = {"parent_id": id_of("branch 2"), "area_id": id_of("micro 3")}
    moved = house.ask("change_organisation", **of_cell, **elsewhere, seen_version=2)
    assert {name: moved[name] for name in elsewhere} == elsewhere
    assert names(house, parent_id=id_of("branch 1")) == []
    with pytest.raises(StaleVersion):
        house.ask("change_organisation", **of_cell, name="x", seen_version=2)
    for wrong, refusal in (
        ({"parent_id": id_of("cell 1")}, refused.OrganisationUnderItself),
        ({"parent_id": id_of("general committee")}, refused.OrganisationParentWrong),
        ({"parent_id": id_of("nowhere")}, refused.OrganisationUnknown),
        ({"area_id": id_of("base 1")}, refused.BoundWrong),
    ):
        with pytest.raises(refusal):
            house.ask("change_organisation", **of_cell, **wrong, seen_version=3)


def test_no_organisation_comes_under_what_stands_under_it_whatever_kinds_say_by_then(house: House):
    found(house, *THE_PARTY)
    turned = [
        {"key": "party_county", "name_zh": "县委", "name_en": "committee", "above": "party_township"},
        {"key": "party_township", "name_zh": "工委", "name_en": "working committee"},
    ]
    capacities = [{"key": "member", "name_zh": "成员", "name_en": "member"}]
    body = {"valid_from": "2026-03-05", "kinds": turned, "capacities": capacities, "seen_version": 0}
    house.ask("write_organisation_kinds", **body)
    under = {"organisation_id": id_of("committee"), "parent_id": id_of("working committee")}
    with pytest.raises(refused.OrganisationUnderItself):
        house.ask("change_organisation", **under, seen_version=1)


def test_an_organisation_closes_once_nothing_stands_under_it(house: House):
    found(house, *THE_PARTY)
    branch = {"organisation_id": id_of("branch 1"), "on": "2026-03-05"}
    with pytest.raises(refused.OrganisationHasBelow) as told:
        house.ask("close_organisation", **branch, seen_version=1)
    assert told.value.values["below"] == 1
    cell = {"organisation_id": id_of("cell 1"), "seen_version": 1}
    with pytest.raises(refused.DayAhead):
        house.ask("close_organisation", **cell, on="2026-03-06")
    with pytest.raises(refused.ClosedBeforeFounding):
        house.ask("close_organisation", **cell, on="2020-07-01")
    house.ask("close_organisation", **cell, on="2026-03-05")
    closed = house.ask("close_organisation", **branch, seen_version=1)
    assert (closed["closed_on"], closed["version"]) == ("2026-03-05", 2)
    assert names(house, closed=True) == ["branch 1", "cell 1"]
    for method, more in {"change": {"name": "x"}, "close": {"on": "2026-03-05"}}.items():
        with pytest.raises(refused.OrganisationClosed):
            house.ask(f"{method}_organisation", organisation_id=id_of("branch 1"), seen_version=2, **more)


@pytest.mark.parametrize("count", [2, 40])
def test_organisations_of_any_number_are_founded_in_the_same_statements(house: House, count: int):
    found(house, *THE_PARTY)
    batch = [an_organisation(f"cell {n} of many", "party_group", "branch 1", "micro 2") for n in range(count)]
    with statements() as sent:
        found(house, *batch)
    assert sent == [
        "INSERT trees",
        "SELECT organisations",
        "SELECT organisation_kinds",
        "SELECT areas",
        "SELECT level_schemes",
        "SELECT organisations",
        "INSERT organisations",
    ]


def test_outside_ones_areas_there_is_nothing(house: House):
    found(house, *THE_PARTY)
    there = house.holding(id_of("elsewhere"))
    asked: list[tuple[str, dict[str, Any]]] = [
        ("get_organisation", {}),
        ("list_organisation_members", {}),
        ("close_organisation", {"on": "2026-03-01", "seen_version": 1}),
        ("change_organisation", {"name": "x", "seen_version": 1}),
    ]
    for method, more in asked:
        with pytest.raises(refused.OrganisationUnknown):
            there.ask(method, organisation_id=id_of("cell 1"), **more)
    assert names(there) == names(house.elsewhere()) == []
    assert names(house.holding(id_of("base 1"))) == ["branch 1", "cell 1"]


def test_a_list_goes_on_behind_what_was_seen(house: House):
    found(house, *THE_PARTY)
    first = house.ask("list_organisations", limit=4)
    rest = house.ask("list_organisations", limit=4, after=first["next"])
    assert [each["name"] for each in first["items"] + rest["items"]] == names(house)
    assert rest["next"] is None
