"""People are appointed to posts: all of a batch, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, rows_of, within
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import (
    AppointmentTwiceInBatch,
    AppointsThemselves,
    AreaUnknown,
    StaffUnknown,
)
from services.grids.posts.domain.events import appointed_in_batches
from services.grids.posts.domain.lifetime import Lifetime
from services.grids.posts.domain.post import NewAppointment, Post, PostKey, role_at
from services.grids.posts.domain.roles import PostRole, PostRoles
from services.grids.posts.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class AppointStaff:
    appointments: tuple[NewAppointment, ...]


@dataclass(frozen=True)
class Wanted:
    """With the role as of the first day, and what comes with it."""

    new: NewAppointment
    role: PostRole
    lifetime: Lifetime
    brings: tuple["Wanted", ...] = ()

    def all(self) -> "list[Wanted]":
        return [self, *self.brings]


def appoint_staff(command: AppointStaff, begin: Begin, caller: Caller) -> list[Appointment]:
    batch = command.appointments
    _refuse_doubles(batch)
    if caller.kind == "person":
        _refuse_themselves(batch, caller.id)
    with begin(caller) as tx:
        tx.trees.lock()
        roles = tx.roles.get()
        asked = _wanted(batch, roles, tx)
        _refuse_unknown_staff(batch, tx)
        wanted = _with_what_they_bring(asked, roles, tx)
        _refuse_known(wanted, tx)
        posts = tx.posts.lock({each.new.post for one in wanted for each in one.all()})
        appointed, brought = _appoint(wanted, posts, roles)
        tx.posts.add([*appointed, *brought])
        tx.record(*appointed_in_batches([each.row() for each in (*appointed, *brought)]))
    return [*appointed, *brought]


def _refuse_doubles(batch: Sequence[NewAppointment]) -> None:
    said: set[str] = set()
    for number, new in enumerate(batch):
        if new.id in said:
            with within("appointments", number):
                raise AppointmentTwiceInBatch(appointment_id=new.id)
        said.add(new.id)


def _refuse_known(wanted: Sequence[Wanted], tx: Tx) -> None:
    """Whoever brings others had brought them the first time, too: their own id is named, which was sent."""
    asked = [one.new.id for one in wanted]
    brought = {each.new.id: f"appointments.{n}" for n, one in enumerate(wanted) for each in one.brings}
    for rows in filter(None, (rows_of("appointments", asked), brought)):
        with row_of_id(rows):
            tx.appointments.must_be_new(list(rows))


def _refuse_themselves(batch: Sequence[NewAppointment], caller_id: str) -> None:
    for number, new in enumerate(batch):
        if new.staff_id == caller_id:
            with within("appointments", number):
                raise AppointsThemselves


def _appoint(
    wanted: Sequence[Wanted], posts: Mapping[PostKey, Post], roles: PostRoles
) -> tuple[list[Appointment], list[Appointment]]:
    """Those that are asked for, and then what comes with them."""
    appointed, brought = [], []
    for number, one in enumerate(wanted):
        with within("appointments", number):
            appointed.append(posts[one.new.post].appoint(one.new, one.role))
    for number, (one, main) in enumerate(zip(wanted, appointed, strict=True)):
        with within("appointments", number):
            one.lifetime.must_cover(main.term)
            roles.must_stand(one.role, one.lifetime.kind, main.term)
            single = roles.single_later(one.role.key, main.term.valid_from)
            posts[main.post].must_be_alone(main, one.role, single)
            brought += _bring(one, main, posts, roles)
    return appointed, brought


def _bring(
    one: Wanted, main: Appointment, posts: Mapping[PostKey, Post], roles: PostRoles
) -> list[Appointment]:
    """Its own term is not asked for: it ends with the post that it comes with, or as its role goes before."""
    brought = []
    for each in one.brings:
        if main.lasts_beyond(each.new.valid_from):
            key, kind, since = each.role.key, each.lifetime.kind, main.term.valid_from
            until = roles.lasts_until(key, kind, since, main.term.valid_to)
            if until is not None and until <= each.new.valid_from:
                continue
            new, role = replace(each.new, valid_to=until), replace(each.role, term_months=None)
            brought.append(posts[each.new.post].appoint(new, role, main.id))
    return brought


def _wanted(batch: Sequence[NewAppointment], roles: PostRoles, tx: Tx) -> list[Wanted]:
    first_days: dict[str, date] = {}
    for new in batch:
        first_days[new.area_id] = min(new.valid_from, first_days.get(new.area_id, new.valid_from))
    lifetimes = _lifetimes(first_days, tx)
    wanted = []
    for number, new in enumerate(batch):
        with within("appointments", number):
            if new.area_id not in lifetimes:
                raise AreaUnknown(area_id=new.area_id)
            lifetime = lifetimes[new.area_id]
            role = role_at(roles.on(new.valid_from), new.area_id, lifetime.kind, asked=new.role)
        wanted.append(Wanted(new, role, lifetime))
    return wanted


def _lifetimes(first_days: Mapping[str, date], tx: Tx) -> dict[str, Lifetime]:
    """When an area was founded is asked only where somebody is to hold a post before it was entered."""
    stood = tx.area_kinds.stood(first_days)
    early = [area_id for area_id, (_, since, _) in stood.items() if first_days[area_id] < since]
    founded = tx.area_kinds.founded_on(early) if early else {}
    return {
        area_id: Lifetime(area_id, kind, founded.get(area_id), until)
        for area_id, (kind, _, until) in stood.items()
    }


def _with_what_they_bring(wanted: Sequence[Wanted], roles: PostRoles, tx: Tx) -> list[Wanted]:
    """Whoever is appointed secretary of a community is chief of its general-total grid (S2.56)."""
    brought = [roles.on(one.new.valid_from).brought_by(one.role.key) for one in wanted]
    above = {one.new.area_id for one, comes in zip(wanted, brought, strict=True) if comes}
    below = tx.area_kinds.right_below(above) if above else {}
    first_day = min(one.new.valid_from for one in wanted)
    first_days = {area_id: first_day for its in below.values() for area_id, _ in its}
    lifetimes = _lifetimes(first_days, tx) if below else {}
    since = tx.area_kinds.under_since(lifetimes) if below else {}
    return [
        replace(
            one,
            brings=tuple(
                _brought(one.new, role, lifetimes[area_id], since.get(area_id))
                for role in comes
                for area_id, kind in below.get(one.new.area_id, ())
                if kind in role.kinds
            ),
        )
        for one, comes in zip(wanted, brought, strict=True)
    ]


def _brought(new: NewAppointment, role: PostRole, lifetime: Lifetime, under_since: date | None) -> Wanted:
    """From the day on which the grid was founded or came there, where the secretary was there before it."""
    days = (new.valid_from, lifetime.founded_on, under_since)
    since = max(day for day in days if day is not None)
    return Wanted(new.brings(role, lifetime.area_id, since), role, lifetime)


def _refuse_unknown_staff(batch: Sequence[NewAppointment], tx: Tx) -> None:
    known = tx.people.known({new.staff_id for new in batch})
    for number, new in enumerate(batch):
        if new.staff_id not in known:
            with within("appointments", number):
                raise StaffUnknown(staff_id=new.staff_id).at("staff_id")
