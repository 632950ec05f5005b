"""The base grid of an area, in whoever's areas it lies: borders hold for all of them."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.succession import Succession
from services.grids.areas.store.tables import areas

BASE = "base"
Place = tuple[str, str, str]
"""The path of an area, and the id and the path of its base grid; of an area in none, neither."""


class SqlBases:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, area_ids: Collection[str]) -> dict[str, str]:
        """Each area's base grid; an area that lies in none is its own."""
        return {area_id: base_id or area_id for area_id, (_, base_id, _) in self._places(area_ids).items()}

    def after(self, area_ids: Collection[str], succession: Succession) -> dict[str, str]:
        """The same once that is carried out; its targets are among the areas."""
        targets = {area.id: area for area in succession.targets}
        above = {area.parent_id for area in targets.values() if area.parent_id}
        places = self._places({*area_ids, *above})
        around = {area.id: _base_of(area, places) for area in targets.values()}
        found = {area_id: base_id or area_id for area_id, base_id in around.items()}
        for area_id in places.keys() & set(area_ids) - targets.keys():
            path, base_id, base_path = places[area_id]
            moved = next((move for _, move in succession.moves if path.startswith(move.old_path)), None)
            if moved is not None:
                is_left = len(base_path) < len(moved.old_path)
                base_id = around[moved.parent_id] or ("" if is_left else base_id)
            found[area_id] = base_id or area_id
        return found

    def _places(self, area_ids: Collection[str]) -> dict[str, Place]:
        if not area_ids:
            return {}
        found = self._of(areas.c.id, areas.c.path).where(areas.c.id.in_(area_ids))
        paths = {row["id"]: row["path"] for row in self.rows.all(found)}
        above = {path for own in paths.values() for path in _down_to(own)}
        bases = self._of(areas.c.id, areas.c.path).where(areas.c.path.in_(above), areas.c.kind == BASE)
        at = {row["path"]: row["id"] for row in self.rows.all(bases)} if above else {}
        places: dict[str, Place] = {}
        for area_id, own in paths.items():
            base_path = next((path for path in _down_to(own) if path in at), "")
            places[area_id] = (own, at.get(base_path, ""), base_path)
        return places

    def within(self, area_ids: Collection[str]) -> list[str]:
        """Those that are base grids or lie in one."""
        of_them = self.of(area_ids) if area_ids else {}
        kinds = self._of(areas.c.id).where(areas.c.id.in_(set(of_them.values())), areas.c.kind == BASE)
        bases = {row["id"] for row in self.rows.all(kinds)} if of_them else set()
        return sorted(area_id for area_id, base in of_them.items() if base in bases)

    def _of(self, *columns: ColumnElement[Any]) -> Select[Any]:
        return select(*columns).where(self.rows.of(areas))


def _base_of(area: Area, places: Mapping[str, Place]) -> str:
    """Of one that stands under a parent that stays where it is."""
    if area.kind == BASE:
        return area.id
    return places[area.parent_id][1] if area.parent_id else ""


def _down_to(path: str) -> Iterator[str]:
    """The paths from the top down to this one."""
    for place, letter in enumerate(path, start=1):
        if letter == "/":
            yield path[:place]
