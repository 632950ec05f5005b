"""Count what lies below a division, by kind: the base that a share is said of."""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Asked, Counted, Division, counted
from services.grids.divisions.use_cases.histories import history_of
from services.grids.divisions.use_cases.ports import Begin


@dataclass(frozen=True)
class CountDivisions:
    code: str
    scheme: str | None = None
    on: datetime.date | None = None


@dataclass(frozen=True)
class DivisionCount:
    """The base: which scheme's list, on which day, below which division."""

    on: datetime.date
    division: Division
    counts: tuple[Counted, ...]


def count_divisions(
    command: CountDivisions, begin: Begin, caller: Caller, today: datetime.date
) -> DivisionCount:
    asked = Asked.of(command.scheme, command.code, command.on or today, None)
    with begin(caller) as tx:
        division = history_of(asked.scheme, [asked.code], tx).bearer(asked)
        groups = tx.division_lists.groups(division.scheme, division.code, asked.on)
    return DivisionCount(asked.on, division, tuple(counted(groups)))
