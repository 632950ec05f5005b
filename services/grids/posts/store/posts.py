"""Posts and appointments in the database."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import AppointmentUnknown
from services.grids.posts.domain.post import Post, PostKey
from services.grids.posts.schemas.answers import AppointmentSchema
from services.grids.posts.store.tables import appointment_of, appointments, lasting, posts, row_of

SHOWN = AppointmentSchema()
Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
OfKinds = Callable[[ColumnElement[str], Collection[str]], ColumnElement[bool]]
"""The condition that a row's area is of one of these kinds."""


@dataclass(frozen=True)
class Held:
    seen: Sequence[Appointment]
    elsewhere: int


class SqlPosts:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def lock(self, keys: Collection[PostKey]) -> dict[PostKey, Post]:
        """Always in the same order, so that two who appoint at once wait instead of blocking each other."""
        in_order = sorted(keys)
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        held = insert_here(posts).on_conflict_do_update(
            index_elements=["district", "area_id", "role"], set_={"version": posts.c.version + 1}
        )
        mine = [
            {"district": self.rows.district, "area_id": area_id, "role": role, "version": 1}
            for area_id, role in in_order
        ]
        self.rows.write(held, mine)
        return self.look(in_order)

    def add(self, appointed: Sequence[Appointment]) -> None:
        district = {"district": self.rows.district}
        self.rows.write(insert(appointments), [row_of(each) | district for each in appointed])

    def look(self, keys: Collection[PostKey]) -> dict[PostKey, Post]:
        locked = {key: Post(*key) for key in keys}
        held = select(appointments).where(
            self.rows.of(appointments), appointments.c.area_id.in_([area_id for area_id, _ in keys])
        )
        for each in map(appointment_of, self.rows.all(held)):
            if post := locked.get((each.area_id, each.role)):
                post.appointments.append(each)
        return locked


class SqlAppointments:
    def __init__(self, rows: Rows, seen: Seen, of_kinds: OfKinds) -> None:
        self.rows, self.seen, self.of_kinds = rows, seen, of_kinds

    def must_be_new(self, appointment_ids: Collection[str]) -> None:
        among = select(appointments.c.id).where(
            self.rows.of(appointments), appointments.c.id.in_(appointment_ids)
        )
        if taken := self.rows.one(among):
            raise IdTaken(id=taken["id"])

    def get(self, appointment_id: str, seen_version: int) -> Appointment:
        found = self.rows.one(
            select(appointments).where(
                self.rows.of(appointments),
                appointments.c.id == appointment_id,
                self.seen(appointments.c.area_id),
            )
        )
        if found is None:
            raise AppointmentUnknown(appointment_id=appointment_id).at("appointment_id")
        appointment = appointment_of(found)
        if appointment.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version,
                current_version=appointment.version,
                current=SHOWN.dump(appointment),
            )
        return appointment

    def save(self, appointment: Appointment) -> None:
        update_versioned(
            self.rows,
            appointments,
            appointment.id,
            appointment.version - 1,
            {"valid_to": appointment.term.valid_to},
            lambda row: SHOWN.dump(appointment_of(row)),
        )

    def named(self, appointment_ids: Collection[str]) -> list[Appointment]:
        if not appointment_ids:
            return []
        these = (appointments.c.id.in_(appointment_ids), self.seen(appointments.c.area_id))
        found = select(appointments).where(self.rows.of(appointments), *these).order_by(appointments.c.id)
        return [appointment_of(row) for row in self.rows.all(found)]

    def of_staff(self, staff_id: str, beyond: date) -> Held:
        theirs = select(appointments, self.seen(appointments.c.area_id).label("is_seen")).where(
            self.rows.of(appointments), appointments.c.staff_id == staff_id, lasting(beyond)
        )
        found = self.rows.all(theirs.order_by(appointments.c.id))
        seen = [appointment_of(row) for row in found if row["is_seen"]]
        return Held(seen, len(found) - len(seen))

    def brought_by(self, appointment_ids: Collection[str]) -> list[Appointment]:
        """Without what was withdrawn."""
        brought = and_(appointments.c.ex_officio_of.in_(appointment_ids), lasting(appointments.c.valid_from))
        theirs = select(appointments).where(self.rows.of(appointments), brought)
        return [appointment_of(row) for row in self.rows.all(theirs.order_by(appointments.c.id))]

    def of_role(self, role: str, kinds: Collection[str] | None, since: date) -> Appointment | None:
        its = (appointments.c.role == role, lasting(since))
        there = () if kinds is None else (self.of_kinds(appointments.c.area_id, kinds),)
        found = self.rows.one(select(appointments).where(self.rows.of(appointments), *its, *there).limit(1))
        return None if found is None else appointment_of(found)

    def shared(self, roles: Collection[str], since: date) -> Appointment | None:
        other = appointments.alias()
        beside = and_(
            other.c.district == appointments.c.district,
            other.c.area_id == appointments.c.area_id,
            other.c.role == appointments.c.role,
            other.c.deputises == appointments.c.deputises,
            other.c.id > appointments.c.id,
        )
        terms = [
            lasting(day, each)
            for each in (appointments, other)
            for day in (since, appointments.c.valid_from, other.c.valid_from)
        ]
        found = self.rows.one(
            select(appointments)
            .select_from(appointments.join(other, beside))
            .where(self.rows.of(appointments), appointments.c.role.in_(roles), *terms)
            .order_by(appointments.c.id)
            .limit(1)
        )
        return None if found is None else appointment_of(found)
