"""Figures of the posts in a subtree, each in one grouped statement."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import and_, case, distinct, func, select

from services.chassis.storage.rows import Rows
from services.grids.posts.domain.roles import RoleScheme
from services.grids.posts.domain.staffing import Counted
from services.grids.posts.queries.posts import Places, held_posts, standing_of, subtree_of
from services.grids.posts.queries.terms import holds_on
from services.grids.posts.store.tables import appointments, staff


class SqlPostFigures:
    def __init__(self, rows: Rows, places: Places) -> None:
        self.rows, self.places = rows, places

    def counted(self, area_id: str, on: date, scheme: RoleScheme) -> Sequence[Counted]:
        places, standing = subtree_of(self.places, area_id), standing_of(scheme)
        held = case((appointments.c.id.is_not(None), places.c.id))
        counts = (
            func.count(distinct(places.c.id)).label("posts"),
            func.count(distinct(held)).label("held"),
            func.count(distinct(appointments.c.staff_id)).label("people"),
        )
        joined = held_posts(self.rows, places, standing, on)
        by_role = select(standing.c.role, *counts).select_from(joined).group_by(standing.c.role)
        return [Counted(**row) for row in self.rows.all(by_role)]

    def born(self, area_id: str, role: str, on: date) -> Mapping[int | None, int]:
        places = subtree_of(self.places, area_id)
        held = and_(
            self.rows.of(appointments),
            appointments.c.area_id == places.c.id,
            appointments.c.role == role,
            holds_on(on),
        )
        holder = and_(staff.c.district == appointments.c.district, staff.c.id == appointments.c.staff_id)
        by_month = (
            select(staff.c.born, func.count(distinct(staff.c.id)).label("people"))
            .select_from(places.join(appointments, held).join(staff, holder))
            .group_by(staff.c.born)
        )
        return {row["born"]: row["people"] for row in self.rows.all(by_month)}
