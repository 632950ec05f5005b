"""Figures of the posts in a subtree, each in one grouped statement."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import case, distinct, func, select, true

from services.chassis.batches import batches
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.roles import RoleScheme
from services.grids.posts.domain.staffing import Counted
from services.grids.posts.queries.posts import Places, held_posts, standing_of, subtree_of
from services.grids.posts.queries.terms import holds_on
from services.grids.posts.store.tables import appointments, staff
from services.grids.posts.use_cases.ports import OfDay

AT_ONCE = 500


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
        """Areas, who holds posts in them, and when those were born, one after the other.

        No planner can tell how many areas stood there on a day that is over, and would go through all posts.
        """
        places = subtree_of(self.places, area_id, day)
        of_role = true() if role is None else appointments.c.role == role
        people: set[str] = set()
        for ids in batches(sorted(row["id"] for row in self.rows.all(select(places.c.id))), AT_ONCE):
            held = (self.rows.of(appointments), appointments.c.area_id.in_(ids), of_role, holds_on(day.on))
            theirs = select(appointments.c.staff_id).where(*held).distinct()
            people.update(row["staff_id"] for row in self.rows.all(theirs))
        born: Counter[int | None] = Counter()
        for ids in batches(sorted(people), AT_ONCE):
            these = (self.rows.of(staff), staff.c.id.in_(ids))
            by_month = select(staff.c.born, func.count().label("people")).where(*these).group_by(staff.c.born)
            born.update({row["born"]: row["people"] for row in self.rows.all(by_month)})
        return born
