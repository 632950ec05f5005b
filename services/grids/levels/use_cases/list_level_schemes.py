"""Read the district's present level scheme and those to come."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.levels.domain.written import Schemes, in_force
from services.grids.levels.use_cases.ports import Begin


@dataclass(frozen=True)
class ListLevelSchemes:
    """A district has one at a time."""


def list_level_schemes(_: ListLevelSchemes, begin: Begin, caller: Caller, today: date) -> Schemes:
    with begin(caller) as tx:
        return in_force(tx.level_schemes.written(), today)
