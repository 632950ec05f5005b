"""Posts with their holders: every area whose kind has a post is one, held or vacant."""

from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, and_, or_, select

from services.chassis.storage.paging import page
from services.chassis.storage.prepared import here
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.errors import AreaUnknown
from services.grids.posts.domain.roles import ROLE_OF
from services.grids.posts.store.tables import appointments, staff
from services.grids.posts.use_cases.ports import After, Page, Row


class Places(Protocol):
    """Areas of the caller with the columns id, name, kind and path."""

    def one(self, area_id: str) -> Subquery: ...

    def subtree(self, area_id: str) -> Subquery | None:
        """None for an area that the caller does not see."""


class SqlPostViews:
    def __init__(self, rows: Rows, places: Places) -> None:
        self.rows, self.places = rows, places

    def holder(self, area_id: str, on: date) -> Row:
        found = self.rows.one(self._posts(self.places.one(area_id), on))
        if found is None:
            raise AreaUnknown(area_id=area_id)
        return _shown(found)

    def below(self, area_id: str, on: date, vacant: bool | None, after: After, limit: int) -> Page:
        places = self.places.subtree(area_id)
        if places is None:
            raise AreaUnknown(area_id=area_id)
        listed = self._posts(places, on).where(places.c.kind.in_(sorted(ROLE_OF)))
        if vacant is not None:
            listed = listed.where(appointments.c.id.is_(None) if vacant else appointments.c.id.is_not(None))
        items, following = page(self.rows, listed, by=[places.c.path], after=after, limit=limit)
        return {"items": [_shown(row) for row in items], "next": following}

    def _posts(self, places: Subquery, on: date) -> Select[Any]:
        held = and_(self.rows.of(appointments), appointments.c.area_id == places.c.id, _holds_on(on))
        holder = and_(staff.c.district == appointments.c.district, staff.c.id == appointments.c.staff_id)
        return select(
            places.c.id.label("area_id"),
            places.c.name.label("area_name"),
            places.c.kind.label("area_kind"),
            places.c.path,
            appointments.c.id.label("appointment_id"),
            appointments.c.staff_id,
            staff.c.display_name,
            staff.c.duty_phone,
            appointments.c.valid_from,
            appointments.c.valid_to,
        ).select_from(places.outerjoin(appointments, held).outerjoin(staff, holder))


def holder_on(area_id: ColumnElement[str], on: ColumnElement[date]) -> ScalarSelect[str]:
    """To be prepared: the id of who holds the area's post that day; null when nobody does."""
    return (
        select(appointments.c.staff_id)
        .where(here(appointments), appointments.c.area_id == area_id, _holds_on(on))
        .scalar_subquery()
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "role": ROLE_OF.get(row["area_kind"]), "vacant": row["appointment_id"] is None}


def _holds_on(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    until = appointments.c.valid_to
    holds = and_(appointments.c.valid_from <= day, or_(until.is_(None), until > day))
    return and_(holds, appointments.c.deputises.is_(False))
