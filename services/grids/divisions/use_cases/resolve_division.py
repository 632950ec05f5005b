"""Which division did a code mean on a day, and what is it as of a later one?"""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Asked, Division, DivisionEvent
from services.grids.divisions.use_cases.histories import history_of
from services.grids.divisions.use_cases.ports import Begin


@dataclass(frozen=True)
class ResolveDivision:
    """`on` None is today; `as_of` None is `on`."""

    code: str
    scheme: str | None = None
    on: datetime.date | None = None
    as_of: datetime.date | None = None


@dataclass(frozen=True)
class Resolved:
    """`then` bore the code, that day or last before it; `divisions` are what it is as of the day asked."""

    on: datetime.date
    as_of: datetime.date
    then: Division
    divisions: tuple[Division, ...]
    events: tuple[DivisionEvent, ...]


def resolve_division(
    command: ResolveDivision, begin: Begin, caller: Caller, today: datetime.date
) -> Resolved:
    asked = Asked.of(command.scheme, command.code, command.on or today, command.as_of)
    with begin(caller) as tx:
        history = history_of(asked.scheme, [asked.code], tx)
    then = history.bearer(asked)
    became = history.followed(then, asked.as_of)
    return Resolved(asked.on, asked.as_of, then, became.divisions, became.events)
