"""Courtyards and residents' groups of the ground's community."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House

UNITS = 4
"""Of each building."""


def a_span(building: str, first: int = 1, last: int = UNITS) -> dict[str, Any]:
    return {"building_id": id_of(building), "first": first, "last": last}


def a_grouping(name: str, /, **different: Any) -> dict[str, Any]:
    usual = {"id": id_of(name), "kind": "courtyard", "name": name, "units": [a_span("A", 1, 2)]}
    return usual | different


def a_holder(person: str, **different: Any) -> dict[str, Any]:
    usual = {"id": id_of(f"{person} holds"), "staff_id": id_of(person), "valid_from": "2026-01-01"}
    return usual | {"valid_to": None} | different


def found(house: House, *groupings: dict[str, Any], community: str = "community") -> Any:
    asked = {"community_id": id_of(community), "groupings": list(groupings)}
    return house.ask("found_groupings", **asked)["items"]


def group(house: House, name: str, *spans: tuple[str, int, int]) -> Any:
    """A residents' group."""
    units = [a_span(*span) for span in spans]
    return found(house, a_grouping(name, kind="residents_group", units=units))[0]


def set_units(house: House, name: str, seen: int, *spans: tuple[str, int, int]) -> Any:
    units = [a_span(*span) for span in spans]
    return house.ask("set_grouping_units", grouping_id=id_of(name), units=units, seen_version=seen)


def units(house: House, name: str, **more: Any) -> list[tuple[str, int]]:
    shown = house.ask("list_grouping_units", grouping_id=id_of(name), **more)["items"]
    return [(each["building"], each["unit"]) for each in shown]
