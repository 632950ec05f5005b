"""Add up figures of a day for the divisions as they are on a later one."""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Asked
from services.grids.divisions.domain.errors import CodeSchemeMissing
from services.grids.divisions.domain.figures import (
    RolledUp,
    figures_of,
    refuse_twice,
    refuse_within,
    rolled_up,
)
from services.grids.divisions.use_cases.histories import history_of
from services.grids.divisions.use_cases.ports import Begin


@dataclass(frozen=True)
class RollUpFigures:
    """`figures` are `code:number`, of divisions as they were `on` that day."""

    figures: tuple[str, ...]
    on: datetime.date
    scheme: str | None = None
    as_of: datetime.date | None = None


def roll_up_figures(command: RollUpFigures, begin: Begin, caller: Caller, today: datetime.date) -> RolledUp:
    if not command.scheme:
        raise CodeSchemeMissing
    figures = figures_of(command.figures, command.scheme)
    asked = {
        each.code: Asked.of(command.scheme, each.code, command.on, command.as_of or max(today, command.on))
        for each in figures
    }
    with begin(caller) as tx:
        history = history_of(command.scheme, asked, tx)
    bearers = {code: history.bearer(each, "figures") for code, each in asked.items()}
    refuse_twice(bearers)
    refuse_within(bearers)
    became = {code: history.followed(bearers[code], each.as_of).divisions for code, each in asked.items()}
    return rolled_up(command.scheme, figures, became)
