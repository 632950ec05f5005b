"""Areas that are founded or come under another: who holds the post above holds theirs ex officio (S2.56)."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from sqlalchemy import and_

from services.chassis.domain import Event
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.coming_along import Coming, come_along
from services.grids.posts.domain.events import AppointmentEnded, appointed_in_batches
from services.grids.posts.domain.roles import PostRole, PostRoles
from services.grids.posts.passing_on import end_all
from services.grids.posts.store.posts import SqlPosts
from services.grids.posts.store.roles import SqlRoles
from services.grids.posts.store.tables import appointments, lasting

Below = tuple[str, str, str]
"""An area's id, its kind, and the id of what it stands under."""


class SqlExOfficio:
    def __init__(self, rows: Rows, roles: SqlRoles, posts: SqlPosts) -> None:
        self.rows, self.roles, self.posts = rows, roles, posts

    def come_along(self, areas: Sequence[Below], on: date, number: int) -> list[Event]:
        """By the change of that number."""
        wanted = [
            (area_id, kind, role, (parent_id, str(role.ex_officio_of)))
            for area_id, kind, parent_id in areas
            for role in self._brought(on)
            if kind in role.kinds
        ]
        if not wanted:
            return []
        keys = {main for *_, main in wanted} | {(area_id, role.key) for area_id, _, role, _ in wanted}
        posts = self.posts.lock(keys)
        coming = [
            Coming(posts[main], posts[area_id, role.key], role, kind) for area_id, kind, role, main in wanted
        ]
        made = [each for one in coming for each in come_along(one, self._roles, on, number)]
        if made:
            self.posts.add(made)
        return list(appointed_in_batches([each.row() for each in made]))

    def part(self, areas: Sequence[Below], on: date) -> list[AppointmentEnded]:
        """What was held there ex officio ends: they stand under another area now."""
        kinds = {kind for role in self._brought(on) for kind in role.kinds}
        area_ids = [area_id for area_id, kind, _ in areas if kind in kinds]
        if not area_ids:
            return []
        there = and_(appointments.c.area_id.in_(area_ids), appointments.c.ex_officio_of.is_not(None))
        return end_all(self.rows, and_(self.rows.of(appointments), there, lasting(on)), on)

    def _brought(self, on: date) -> list[PostRole]:
        """The roles that come with another."""
        return [role for role in self._roles.on(on).roles if role.ex_officio_of]

    @cached_property
    def _roles(self) -> PostRoles:
        return self.roles.get()
