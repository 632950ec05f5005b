"""Posts with their holders: every expected one, held or vacant, and of the others those that are held."""

from datetime import date
from typing import Any, Protocol

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Subquery,
    and_,
    column,
    func,
    or_,
    select,
    values,
)

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key
from services.grids.posts.domain.errors import AreaUnknown
from services.grids.posts.domain.post import role_at
from services.grids.posts.domain.roles import RoleScheme
from services.grids.posts.queries.terms import holds_on
from services.grids.posts.store.roles import roles_on, scheme_of
from services.grids.posts.store.tables import appointments, post_roles, staff
from services.grids.posts.use_cases.ports import After, OfDay, Page, Row, Wanted

HOLDER = (
    appointments.c.id.label("appointment_id"),
    appointments.c.staff_id,
    staff.c.display_name,
    staff.c.duty_phone,
    appointments.c.valid_from,
    appointments.c.valid_to,
)
OF_HOLDER = tuple(each.name for each in HOLDER)


class Places(Protocol):
    """Areas of the caller with the columns id, name, kind and path."""

    def one(self, area_id: str) -> Subquery: ...

    def one_on(self, area_id: str, on: date) -> Subquery:
        """If it stood that day."""

    def subtree(self, area_id: str) -> Subquery | None:
        """Of those that stand; None for an area that the caller does not see."""

    def subtree_then(self, area_id: str, on: date) -> Subquery | None:
        """Of those that stood on a day that is over."""


class SqlPostViews:
    def __init__(self, rows: Rows, places: Places) -> None:
        self.rows, self.places = rows, places

    def holder(self, area_id: str, on: date, role: str | None) -> Row:
        places = self.places.one_on(area_id, on)
        held = and_(self.rows.of(appointments), appointments.c.area_id == places.c.id, holds_on(on))
        scheme = roles_on(self.rows.of(post_roles), on).label("roles")
        asked = select(*_shown_of(places), appointments.c.role, *HOLDER, scheme)
        found = self.rows.all(asked.select_from(_with_staff(places.outerjoin(appointments, held))))
        if not found:
            raise AreaUnknown(area_id=area_id)
        wanted = role_at(scheme_of(found[0]["roles"]), area_id, found[0]["area_kind"], asked=role)
        theirs = sorted(
            (row for row in found if row["role"] == wanted.key), key=lambda row: str(row["appointment_id"])
        )
        nobody = found[0] | dict.fromkeys(OF_HOLDER)
        return _shown({**(theirs[0] if theirs else nobody), "role": wanted.key})

    def below(
        self, area_id: str, day: OfDay, scheme: RoleScheme, wanted: Wanted, after: After, limit: int
    ) -> Page:
        places, standing, on = subtree_of(self.places, area_id, day), standing_of(scheme), day.on
        is_held = appointments.c.id.is_not(None)
        number, at = standing.c.number, func.coalesce(appointments.c.id, "").label("at")
        listed = (
            select(*_shown_of(places), standing.c.role, number, at, *HOLDER)
            .select_from(_with_staff(held_posts(self.rows, places, standing, on)))
            .where(or_(standing.c.expected, is_held))
        )
        if wanted.vacant is not None:
            listed = listed.where(~is_held if wanted.vacant else is_held)
        if wanted.role is not None:
            listed = listed.where(standing.c.role == wanted.role)
        items, following = page(self.rows, listed, by=[places.c.path, number, at], after=after, limit=limit)
        return {"items": [_shown(row) for row in items], "next": following}


def subtree_of(places: Places, area_id: str, day: OfDay) -> Subquery:
    found = places.subtree_then(area_id, day.on) if day.is_over else places.subtree(area_id)
    if found is None:
        raise AreaUnknown(area_id=area_id)
    return found


def standing_of(scheme: RoleScheme) -> CTE:
    """Which role stands at which kind of area, in the scheme's order."""
    rows = [
        (kind, role.key, number, role.expected)
        for number, role in enumerate(scheme.roles)
        for kind in role.kinds
    ]
    names = (column("kind", Key), column("role", Key), column("number", Integer), column("expected", Boolean))
    return values(*names, name="standing").data(rows).cte("standing")


def held_posts(rows: Rows, places: Subquery, standing: CTE, on: date) -> FromClause:
    """Each place with each role that stands there, and whoever holds it that day."""
    held = and_(
        rows.of(appointments),
        appointments.c.area_id == places.c.id,
        appointments.c.role == standing.c.role,
        holds_on(on),
    )
    return places.join(standing, standing.c.kind == places.c.kind).outerjoin(appointments, held)


def _with_staff(held: FromClause) -> FromClause:
    holder = and_(staff.c.district == appointments.c.district, staff.c.id == appointments.c.staff_id)
    return held.outerjoin(staff, holder)


def _shown_of(places: Subquery) -> tuple[ColumnElement[Any], ...]:
    return (
        places.c.id.label("area_id"),
        places.c.name.label("area_name"),
        places.c.kind.label("area_kind"),
        places.c.path,
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "vacant": row["appointment_id"] is None}
