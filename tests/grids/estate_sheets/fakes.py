"""The ports of imports of estates in memory, as far as no child is needed."""

from typing import Any

from services.grids.estate_sheets.domain.errors import EstateImportUnknown
from services.grids.estate_sheets.domain.estate_import import EstateImport
from tests.grids.kept import Fake


class FakeEstateImports(Fake):
    def add(self, begun: EstateImport) -> None:
        self.world.kept.estate_imports[begun.id] = begun

    def get(self, import_id: str) -> EstateImport:
        if import_id not in self.world.kept.estate_imports:
            raise EstateImportUnknown(estate_import_id=import_id)
        return self.world.kept.estate_imports[import_id]


class FakeEstateImportViews(Fake):
    def of_community(self, community_id: str, after: Any, limit: int) -> dict[str, Any]:
        kept = self.world.kept.estate_imports.values()
        found = [each for each in kept if each.into == community_id]
        items = [{**vars(each), **vars(each.counts), "has_sheet": each.sheet is not None} for each in found]
        return {"items": items[:limit], "next": None}
