"""Figures of the posts in a subtree, each in one grouped statement."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, case, distinct, func, select, true

from services.chassis.storage.rows import Rows
from services.grids.posts.domain.roles import RoleScheme
from services.grids.posts.domain.staffing import Counted
from services.grids.posts.queries.posts import Places, held_posts, standing_of, subtree_of
from services.grids.posts.queries.terms import holds_on
from services.grids.posts.store.tables import appointments, staff
from services.grids.posts.use_cases.ports import OfDay


class SqlPostFigures:
    def __init__(self, rows: Rows, places: Places) -> None:
        self.rows, self.places = rows, places

    def counted(self, area_id: str, day: OfDay, scheme: RoleScheme) -> Sequence[Counted]:
        places, standing = subtree_of(self.places, area_id, day), standing_of(scheme)
        held = case((appointments.c.id.is_not(None), places.c.id))
        counts = (
            func.count(distinct(places.c.id)).label("posts"),
            func.count(distinct(held)).label("held"),
            func.count(distinct(appointments.c.staff_id)).label("people"),
        )
        joined = held_posts(self.rows, places, standing, day.on)
        by_role = select(standing.c.role, *counts).select_from(joined).group_by(standing.c.role)
        return [Counted(**row) for row in self.rows.all(by_role)]

    def born(self, area_id: str, role: str | None, day: OfDay) -> Mapping[int | None, int]:
        places = subtree_of(self.places, area_id, day)
        held = and_(
            self.rows.of(appointments),
            appointments.c.area_id == places.c.id,
            true() if role is None else appointments.c.role == role,
            holds_on(day.on),
        )
        holder = and_(staff.c.district == appointments.c.district, staff.c.id == appointments.c.staff_id)
        by_month = (
            select(staff.c.born, func.count(distinct(staff.c.id)).label("people"))
            .select_from(places.join(appointments, held).join(staff, holder))
            .group_by(staff.c.born)
        )
        return {row["born"]: row["people"] for row in self.rows.all(by_month)}
