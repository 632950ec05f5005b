"""See what a table of ranges would do, before it is saved: what it leaves out, says twice or takes away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.grids.dwellings.domain.errors import BaseGridSplitsGroup
from services.grids.dwellings.domain.giving import (
    UnitRange,
    doubles,
    gaps,
    given_elsewhere,
    must_be_few,
    slips,
)
from services.grids.dwellings.use_cases.give_units import ground_of
from services.grids.dwellings.use_cases.ports import Begin


@dataclass(frozen=True)
class PreviewUnits:
    ranges: tuple[UnitRange, ...]


def preview_units(command: PreviewUnits, begin: Begin, caller: Caller, today: date) -> dict[str, Any]:
    must_be_few(command.ranges)
    with begin(caller) as tx:
        ground = ground_of(command.ranges, tx, today)
        seen = [each for each in command.ranges if each.building_id in ground.buildings]
        asked = {unit: each.area_id for each in seen for unit in each.units if unit in ground.units}
        splits = tx.borders.split_if({unit: there for unit, there in asked.items() if there in ground.places})
    refused = [(wrong.row, wrong.about, wrong.code) for wrong in slips(command.ranges, ground)]
    if splits:
        split = BaseGridSplitsGroup(grouping_id=splits[0], name=splits[1])
        refused.append((None, split.about, split.code))
    return {
        "units": len(asked),
        "dwellings": sum(ground.units[unit].dwellings for unit in asked),
        "gaps": gaps(asked, ground),
        "doubles": doubles(command.ranges),
        "given_elsewhere": given_elsewhere(asked, ground),
        "refused": [{"row": row, "about": list(about), "code": code} for row, about, code in refused],
    }
