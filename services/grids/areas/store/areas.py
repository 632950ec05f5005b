"""Areas in the database, those of the caller only."""

from collections.abc import Collection

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.errors import StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within_paths
from services.chassis.storage.versions import update_versioned
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.schemas.answers import AreaSchema
from services.grids.areas.store.tables import area_of, areas

SHOWN = AreaSchema()


class SqlAreas:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def find(self, area_ids: Collection[str]) -> dict[str, Area]:
        mine = within_paths(self.scope, self.rows, areas.c.path, areas)
        found = select(areas).where(self.rows.of(areas), areas.c.id.in_(area_ids), mine)
        return {row["id"]: area_of(row) for row in self.rows.all(found)}

    def get(self, area_id: str, seen_version: int) -> Area:
        area = self.find([area_id]).get(area_id)
        if area is None:
            raise AreaUnknown(area_id=area_id).at("area_id")
        if area.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=area.version, current=SHOWN.dump(area)
            )
        return area

    def save(self, area: Area) -> None:
        changed = {"name": area.name, "since": area.since}
        update_versioned(self.rows, areas, area.id, area.version - 1, changed, SHOWN.dump)
