"""A grant follows a post: it begins and ends with the appointment, and has its id."""

from dataclasses import dataclass
from datetime import date, datetime, time

from services.chassis.caller import Caller
from services.chassis.clock import SHANGHAI
from services.members.grants.domain.grant import Grant, Source
from services.members.grants.domain.role import Role
from services.members.grants.use_cases.ports import Begin, Tx

SAID_BY = "service:grids"
NOTHING = ""


@dataclass(frozen=True)
class Appointed:
    """`valid_to` is the first day off the post. `grants` is the role that comes with it: empty for none, None
    where nothing was said of it, and it is the post's own; one that nobody can be granted is a defect."""

    id: str
    area_id: str
    role: str
    staff_id: str
    valid_from: date
    valid_to: date | None
    version: int
    deputises: bool = False
    grants: str | None = None


@dataclass(frozen=True)
class FollowAppointments:
    rows: tuple[Appointed, ...]


@dataclass(frozen=True)
class FollowEnd:
    appointment_id: str
    area_id: str
    role: str
    staff_id: str
    valid_to: date
    version: int
    grants: str | None = None


def follow_appointments(command: FollowAppointments, begin: Begin, caller: Caller) -> None:
    with begin(caller) as tx:
        rows = [each for each in command.rows if each.grants != NOTHING]
        known = tx.grants.found([each.id for each in rows])
        new = [each for each in rows if each.id not in known]
        tx.grants.add([_of_post(each.id, each, *_term_of(each), each.version, tx) for each in new])
        for each in rows:
            grant = known.get(each.id)
            if grant and grant.follows(each.staff_id, each.area_id) and grant.version > each.version:
                # Its end was heard first, which knew no beginning.
                tx.grants.correct_beginning(each.id, _start_of(each.valid_from), _source_of(each))


def follow_end(command: FollowEnd, begin: Begin, caller: Caller) -> None:
    """An end that is heard before its beginning is kept as a grant that never held."""
    with begin(caller) as tx:
        ends = _start_of(command.valid_to)
        known = tx.grants.found([command.appointment_id]).get(command.appointment_id)
        if known is None and command.grants == NOTHING:
            return
        if known is None:
            tx.grants.add([_of_post(command.appointment_id, command, ends, ends, command.version, tx)])
        elif not known.follows(command.staff_id, command.area_id):
            return
        elif known.version < command.version:
            tx.grants.correct_end(command.appointment_id, ends, command.version)
        tx.grants.call_back(command.staff_id, tx.now)


def _of_post(
    id: str, post: Appointed | FollowEnd, begins: datetime, ends: datetime | None, version: int, tx: Tx
) -> Grant:
    return Grant(
        id, post.staff_id, _role_of(post), post.area_id, begins, ends, "", _source_of(post), SAID_BY,
        tx.now, version=version,
    )  # fmt: skip


def _term_of(each: Appointed) -> tuple[datetime, datetime | None]:
    return _start_of(each.valid_from), None if each.valid_to is None else _start_of(each.valid_to)


def _role_of(post: Appointed | FollowEnd) -> Role:
    return Role(post.role if post.grants is None else post.grants)


def _source_of(post: Appointed | FollowEnd) -> Source:
    return Source.DEPUTY if isinstance(post, Appointed) and post.deputises else Source.POST


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
