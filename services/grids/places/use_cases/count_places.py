"""How many places of each kind are in use, and how large; one that many share counts once (S1.23)."""

from dataclasses import dataclass
from typing import Any

from services.chassis.caller import Caller
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True)
class CountPlaces:
    """`organisation_id`: those that it shares with others or has to itself."""

    area_id: str | None = None
    organisation_id: str | None = None


def count_places(command: CountPlaces, begin: Begin, caller: Caller) -> dict[str, Any]:
    with begin(caller) as tx:
        kinds = tx.place_totals.totals(command.area_id, command.organisation_id)
    summed = {name: sum(row[name] for row in kinds) for name in ("places", "area_m2", "capacity")}
    return {"kinds": kinds, **summed}
