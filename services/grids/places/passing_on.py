"""Places of areas that end go to their successor, those that are closed with them."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import ColumnElement, func, select

from services.chassis.batches import batches
from services.chassis.storage.rows import Rows
from services.grids.places.domain.events import PlacesMoved
from services.grids.places.store.places import SqlServicePlaces
from services.grids.places.store.tables import service_places

ROWS_PER_EVENT = 500


class SqlPlacesThere:
    def __init__(self, rows: Rows, its_places: SqlServicePlaces) -> None:
        self.rows, self.its_places = rows, its_places

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """Those in use, whatever the day."""
        its = service_places.c
        there = (self.rows.of(service_places), its.area_id.in_(area_ids), its.closed_on.is_(None))
        counted = select(its.area_id, func.count().label("places")).where(*there).group_by(its.area_id)
        return {row["area_id"]: row["places"] for row in self.rows.all(counted)}

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """Those in use where `there` says, whatever the day."""
        its = service_places.c
        those = (self.rows.of(service_places), there(its.area_id), its.closed_on.is_(None))
        counted = select(func.count().label("places")).select_from(service_places).where(*those)
        return int(self.rows.all(counted)[0]["places"])

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[PlacesMoved]:
        """Each in its next version: whoever saw an older one looks again."""
        moved = self.its_places.move_to(area_ids, to_id)
        return [PlacesMoved(batch[0].id, tuple(batch)) for batch in batches(moved, ROWS_PER_EVENT)]
