"""Who is appointed in an area, holders and deputies, now and to come."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.errors import AppointmentUnknown, AreaUnknown
from services.grids.posts.queries.posts import Places
from services.grids.posts.store.tables import appointments, lasting, staff
from services.grids.posts.use_cases.ports import After, Page, Row

SHOWN = (
    *(column for column in appointments.columns if column.name not in ("district", "grants")),
    staff.c.display_name,
    staff.c.duty_phone,
)


class SqlAppointmentViews:
    def __init__(
        self, rows: Rows, places: Places, seen: Callable[[ColumnElement[str]], ColumnElement[bool]]
    ) -> None:
        self.rows, self.places, self.seen = rows, places, seen

    def one(self, appointment_id: str) -> Row:
        found = self.rows.one(self._appointed().where(appointments.c.id == appointment_id))
        if found is None:
            raise AppointmentUnknown(appointment_id=appointment_id).at("appointment_id")
        return found

    def at(self, area_id: str, on: date, after: After, limit: int) -> Page:
        there = self._appointed().where(appointments.c.area_id == area_id, lasting(on))
        by = [appointments.c.valid_from, appointments.c.id]
        items, following = page(self.rows, there, by=by, after=after, limit=limit)
        if not items and self.rows.one(select(self.places.one(area_id).c.id)) is None:
            raise AreaUnknown(area_id=area_id)
        return {"items": items, "next": following}

    def held_by(self, staff_id: str, on: date, after: After, limit: int) -> Page:
        theirs = self._appointed().where(appointments.c.staff_id == staff_id, lasting(on))
        by = [appointments.c.valid_from, appointments.c.id]
        items, following = page(self.rows, theirs, by=by, after=after, limit=limit)
        return {"items": items, "next": following}

    def _appointed(self) -> Select[Any]:
        whose = and_(staff.c.district == appointments.c.district, staff.c.id == appointments.c.staff_id)
        return (
            select(*SHOWN)
            .select_from(appointments.join(staff, whose))
            .where(self.rows.of(appointments), self.seen(appointments.c.area_id))
        )
