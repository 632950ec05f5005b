"""A grant follows whoever holds a grouping: it has the holding's id and term, and the grouping for its area.

A grant on a grouping is one on its units; whoever does not know its id as an area's shows nothing for it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from services.chassis.caller import Caller
from services.chassis.clock import SHANGHAI
from services.members.grants.domain.grant import Grant, Source
from services.members.grants.domain.role import Role
from services.members.grants.use_cases.ports import Begin, Tx

SAID_BY = "service:grids"


@dataclass(frozen=True)
class Held:
    """The whole holding as it is from this version on; `valid_to` is the first day without it."""

    id: str
    grouping_id: str
    role: str
    staff_id: str
    valid_from: date
    valid_to: date | None
    version: int


@dataclass(frozen=True)
class FollowHolders:
    rows: tuple[Held, ...]


def follow_holders(command: FollowHolders, begin: Begin, caller: Caller) -> None:
    """An older version that comes late changes nothing."""
    with begin(caller) as tx:
        known = tx.grants.found([each.id for each in command.rows])
        tx.grants.add([_grant(each, tx) for each in command.rows if each.id not in known])
        for each in command.rows:
            grant = known.get(each.id)
            is_theirs = grant is not None and grant.follows(each.staff_id, each.grouping_id)
            if grant and is_theirs and grant.version < each.version and each.valid_to is not None:
                tx.grants.correct_end(each.id, _start_of(each.valid_to), each.version)
        for staff_id in sorted({each.staff_id for each in command.rows if each.valid_to is not None}):
            tx.grants.call_back(staff_id, tx.now)


def _grant(each: Held, tx: Tx) -> Grant:
    begins = _start_of(each.valid_from)
    ends = None if each.valid_to is None else _start_of(each.valid_to)
    return Grant(
        each.id, each.staff_id, Role(each.role), each.grouping_id, begins, ends, "", Source.POST, SAID_BY,
        tx.now, version=each.version,
    )  # fmt: skip


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
