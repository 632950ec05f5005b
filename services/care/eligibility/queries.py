"""What other rooms may know of people: they know resident ids, never this room's tables."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, select, true

from services.care.eligibility.store.tables import areas, residents
from services.chassis.caller import Scope
from services.chassis.storage import trees
from services.chassis.storage.grouped import HomesSeen
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within


class PeopleSeen:
    """By where they live today, whatever else is kept of them."""

    def __init__(self, rows: Rows, scope: Scope, homes: HomesSeen) -> None:
        self._rows, self._scope, self._homes = rows, scope, homes

    def seen(self, resident_id: ColumnElement[str]) -> ColumnElement[bool]:
        """The resident whose id a column holds lives where the caller sees."""
        if self._scope.area_ids is None:
            return true()
        lives_here = self._homes.seen(residents.c.area_id, residents.c.dwelling_id.in_)
        return exists().where(self._rows.of(residents), residents.c.id == resident_id, lives_here)

    def below(self, resident_id: ColumnElement[str], area_id: str) -> ColumnElement[bool] | None:
        """They live in that area's subtree, or in that grouping's units; None for one that the caller does
        not see."""
        path = self._path(area_id)
        if path is None:
            return self._grouped(resident_id, area_id)
        inside = select(areas.c.id).where(self._rows.of(areas), under(areas.c.path, path))
        living = select(residents.c.id).where(self._rows.of(residents), residents.c.area_id.in_(inside))
        return resident_id.in_(living)

    def _grouped(self, resident_id: ColumnElement[str], grouping_id: str) -> ColumnElement[bool] | None:
        dwellings = self._homes.of_grouping(grouping_id)
        if dwellings is None:
            return None
        living = (self._rows.of(residents), residents.c.dwelling_id.in_(dwellings))
        return resident_id.in_(select(residents.c.id).where(*living))

    def hold_ground(self) -> None:
        """Nobody else holds it until we are done."""
        trees.hold(self._rows, areas)

    def areas_known(self, area_ids: Collection[str]) -> set[str]:
        among = (self._rows.of(areas), areas.c.id.in_(area_ids), areas.c.removed.is_(False), areas.c.active)
        return {row["id"] for row in self._rows.all(select(areas.c.id).where(*among))}

    def _path(self, area_id: str) -> str | None:
        mine = (self._rows.of(areas), areas.c.id == area_id)
        visible = within(self._scope, self._rows, areas.c.id, areas)
        found = self._rows.one(select(areas.c.path).where(*mine, visible))
        return found["path"] if found else None
