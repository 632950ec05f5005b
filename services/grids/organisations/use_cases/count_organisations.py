"""How many organisations of each kind there are, and how many are members in which capacity."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.grids.organisations.domain.figures import mean_of
from services.grids.organisations.use_cases.ports import Begin


@dataclass(frozen=True)
class CountOrganisations:
    """Those that lie in an area, or below it."""

    area_id: str


def count_organisations(
    command: CountOrganisations, begin: Begin, caller: Caller, today: date
) -> dict[str, Any]:
    with begin(caller) as tx:
        counted = tx.organisation_figures.by_kind(command.area_id)
        members = tx.organisation_figures.members(command.area_id, today)
    kinds = [
        {
            "kind": kind,
            "organisations": count,
            "members": [
                {"capacity": capacity, "members": people, "per_organisation": mean_of(people, count)}
                for (of, capacity), people in sorted(members.items())
                if of == kind
            ],
        }
        for kind, count in sorted(counted.items())
    ]
    return {"organisations": sum(counted.values()), "members": sum(members.values()), "kinds": kinds}
