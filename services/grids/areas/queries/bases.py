"""The base grid of an area, in whoever's areas it lies: borders hold for all of them."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from services.chassis.storage.rows import Rows
from services.grids.areas.store.tables import areas

BASE = "base"


class SqlBases:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, area_ids: Collection[str]) -> dict[str, str]:
        """Each area's base grid; an area that lies in none is its own."""
        found = self._of(areas.c.id, areas.c.path).where(areas.c.id.in_(area_ids))
        paths = {row["id"]: row["path"] for row in self.rows.all(found)}
        above = {path for own in paths.values() for path in _down_to(own)}
        bases = self._of(areas.c.id, areas.c.path).where(areas.c.path.in_(above), areas.c.kind == BASE)
        at = {row["path"]: row["id"] for row in self.rows.all(bases)} if above else {}
        return {
            area_id: next((at[path] for path in _down_to(own) if path in at), area_id)
            for area_id, own in paths.items()
        }

    def within(self, area_ids: Collection[str]) -> list[str]:
        """Those that are base grids or lie in one."""
        of_them = self.of(area_ids) if area_ids else {}
        kinds = self._of(areas.c.id).where(areas.c.id.in_(set(of_them.values())), areas.c.kind == BASE)
        bases = {row["id"] for row in self.rows.all(kinds)} if of_them else set()
        return sorted(area_id for area_id, base in of_them.items() if base in bases)

    def _of(self, *columns: ColumnElement[Any]) -> Select[Any]:
        return select(*columns).where(self.rows.of(areas))


def _down_to(path: str) -> Iterator[str]:
    """The paths from the top down to this one."""
    for place, letter in enumerate(path, start=1):
        if letter == "/":
            yield path[:place]
