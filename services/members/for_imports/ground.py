"""The ground as imports, grants and platforms' keys need it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, not_, select

from services.chassis.caller import Scope
from services.chassis.storage import trees
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.members.register_import.use_cases.ports import Place
from services.members.residents.store.tables import areas, ended_areas, grouped_dwellings

NOTE = unless_there(ended_areas)


class MirroredGround:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def keep(self) -> None:
        """Until we are done no area ends here."""
        trees.keep(self._rows, areas)

    def note_ended(self, area_ids: Sequence[str]) -> None:
        """They are no more, whatever their rows in the mirror still say."""
        trees.hold(self._rows, areas)
        for area_id in area_ids:
            self._rows.write(NOTE, area_id=area_id)

    def known(self, area_id: str) -> Place | None:
        """In the district, the caller's area or not."""
        return self._one(area_id)

    def is_grouping(self, grouping_id: str) -> bool:
        its = (grouped_dwellings.c.grouping_id == grouping_id, grouped_dwellings.c.removed.is_(False))
        first = select(grouped_dwellings.c.id).where(self._rows.of(grouped_dwellings), *its).limit(1)
        return self._rows.one(first) is not None

    def seen(self, area_id: str) -> Place | None:
        return self._one(area_id, within(self._scope, self._rows, areas.c.id, areas))

    def _one(self, area_id: str, *only: ColumnElement[bool]) -> Place | None:
        its = (self._rows.of(areas), areas.c.id == area_id, areas.c.removed.is_(False), *only)
        gone = exists().where(self._rows.of(ended_areas), ended_areas.c.area_id == areas.c.id)
        stands = and_(areas.c.active, not_(gone)).label("active")
        row = self._rows.one(select(areas.c.id, areas.c.kind, stands).where(*its))
        return None if row is None else Place(**row)
