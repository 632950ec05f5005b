"""Where the measured cases lie: a district's registers are one a community, so the load has many of them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from deploy.sample.ground import (
    BASE_GRIDS,
    COMMUNITY,
    LOCAL,
    STATISTICS,
    divisions,
    micro_code,
    micro_grids_of,
)
from deploy.sample.ids import appointment_id, area_id, staff_id
from tests.house import House

COMMUNITIES = 16
SINCE = "2026-01-01"


def micro_grids() -> list[str]:
    """Ids of the sample's 117, all of one community."""
    places = [
        (base, number + 1) for base in range(1, BASE_GRIDS + 1) for number in range(micro_grids_of(base))
    ]
    return [area_id(LOCAL, micro_code(base, number)) for base, number in places]


@cache
def one_micro_grid_each(house: House) -> list[str]:
    """A micro-grid with a holder in each of sixteen communities of the county, founded once."""
    known = [area for area in divisions() if area.kind == "community" and area.code != COMMUNITY]
    places = [area.code for area in known[:COMMUNITIES]]
    with house.client("operator", kind="operator") as client:
        _post(client, "areas", [area for place in places for area in _chain(place)])
        _post(client, "appointments", [_appointment(place) for place in places])
    return [area_id(LOCAL, f"{place}bench-micro") for place in places]


def _chain(community: str) -> Sequence[dict[str, Any]]:
    """General-total grid, base grid and micro-grid, each the only one of its kind there."""
    kinds, above, chain = ("general_total", "base", "micro"), area_id(STATISTICS, community), []
    for kind in kinds:
        code = f"{community}bench-{kind}"
        area = {"id": area_id(LOCAL, code), "parent_id": above, "kind": kind, "name": f"压测{kind}"}
        chain.append(area | {"codes": [{"scheme": LOCAL, "code": code, "valid_from": SINCE}]})
        above = area["id"]
    return chain


def _appointment(community: str) -> dict[str, Any]:
    micro = area_id(LOCAL, f"{community}bench-micro")
    return {
        "id": appointment_id("bench", micro),
        "area_id": micro,
        "role": "micro_grid_worker",
        "staff_id": staff_id(1),
        "valid_from": SINCE,
    }


def _post(client: Any, what: str, rows: list[dict[str, Any]]) -> None:
    key = {"Idempotency-Key": f"bench-ground-{what}"}
    client.post(f"/v1/{what}/batch", json={what: rows}, headers=key).raise_for_status()
