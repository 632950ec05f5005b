"""Pools of candidates, asked of a house."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House


def a_candidate(name: str, area: str = "micro 1", *tags: str, **different: Any) -> dict[str, Any]:
    usual = {
        "id": id_of(name),
        "area_id": id_of(area),
        "name": name,
        "duty_phone": "00000000002",
        "tags": sorted(tags),
    }
    return usual | different


def enter(house: House, *candidates: dict[str, Any]) -> Any:
    return house.ask("enter_candidates", candidates=list(candidates))["items"]


def listed(house: House, area: str = "community", **more: Any) -> list[str]:
    found = house.ask("list_candidates", area_id=id_of(area), **more)["items"]
    return [each["name"] for each in found]


def change(house: House, name: str, seen_version: int, /, **different: Any) -> Any:
    return house.ask("change_candidate", candidate_id=id_of(name), seen_version=seen_version, **different)


def by_id(*names: str) -> list[str]:
    return sorted(names, key=id_of)
