"""Organisations over the ground's areas, with one difference from the usual."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House


def an_organisation(
    name: str, kind: str, under: str | None, area: str | None = None, /, **different: Any
) -> dict[str, Any]:
    usual = {
        "id": id_of(name),
        "kind": kind,
        "name": name,
        "parent_id": id_of(under) if under else None,
        "area_id": id_of(area) if area else None,
        "founded_on": "2020-07-01",
    }
    return usual | different


def a_member(person: str, **different: Any) -> dict[str, Any]:
    usual = {
        "id": id_of(f"{person} is a member"),
        "staff_id": id_of(person),
        "capacity": "member",
        "department": None,
        "valid_from": "2026-01-01",
        "valid_to": None,
    }
    return usual | different


THE_PARTY = (
    an_organisation("committee", "party_county", None, "county"),
    an_organisation("working committee", "party_township", "committee", "township"),
    an_organisation("general committee", "party_community", "working committee", "community"),
    an_organisation("branch 1", "party_branch", "general committee", "base 1"),
    an_organisation("branch 2", "party_branch", "general committee", "base 2"),
    an_organisation("cell 1", "party_group", "branch 1", "micro 1"),
)
THE_ASSOCIATION = (
    an_organisation("association", "association", None, "community"),
    an_organisation("association branch", "association_branch", "association", "base 1"),
)


def found(house: House, *organisations: dict[str, Any]) -> Any:
    return house.ask("found_organisations", organisations=list(organisations))["items"]


def names(house: House, **wanted: Any) -> list[str]:
    return [each["name"] for each in house.ask("list_organisations", **wanted)["items"]]


def upward(house: House, **start: str) -> list[tuple[int, str]]:
    found = house.ask("find_organisations", **start)["items"]
    return [(each["height"], each["name"]) for each in found]


def join(house: House, organisation: str, seen: int, *members: dict[str, Any]) -> Any:
    return house.ask(
        "set_organisation_members",
        organisation_id=id_of(organisation),
        members=list(members),
        seen_version=seen,
    )


def members(house: House, organisation: str, **wanted: Any) -> list[str]:
    found = house.ask("list_organisation_members", organisation_id=id_of(organisation), **wanted)["items"]
    return [each["id"] for each in found]
