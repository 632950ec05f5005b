"""Which division did a code mean on a day, and what is it as of a later one?"""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Asked, Division, DivisionEvent, spellings
from services.grids.divisions.domain.errors import DivisionUnknown
from services.grids.divisions.domain.successors import followed
from services.grids.divisions.use_cases.ports import Begin, Tx


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
        then = bearer_of(asked, tx)
        became = followed(then, asked.as_of, tx.divisions.events, tx.divisions.bearers)
    return Resolved(asked.on, asked.as_of, then, became.divisions, became.events)


def bearer_of(asked: Asked, tx: Tx, field: str = "code") -> Division:
    """Raises DivisionUnknown where nothing had borne the code by that day."""
    known = tx.divisions.known_by(asked.scheme, spellings(asked.code), asked.on)
    if not known:
        raise DivisionUnknown(scheme=asked.scheme, area_code=asked.code, on=asked.on).at(field)
    return max(known, key=lambda division: len(division.code))
