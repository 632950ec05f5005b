"""Imports of areas in the database."""

from services.chassis.importing import ImportState
from services.chassis.seal import SealedField
from services.chassis.sheets.kept import Kept, SqlSheetImports
from services.grids.area_sheets.domain.area_import import AreaImport, Counts
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.errors import AreaImportUnknown
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.store.tables import area_imports, area_refusals

FILE, SHEET = SealedField("area_imports", "file"), SealedField("area_imports", "sheet")
KEPT = Kept(area_imports, area_refusals, "root", AreaColumn, AreaFault, FILE, SHEET)


class SqlAreaImports(SqlSheetImports[AreaImport]):
    kept, made, counts, states = KEPT, AreaImport, Counts, ImportState

    def unknown(self, import_id: str) -> AreaImportUnknown:
        return AreaImportUnknown(area_import_id=import_id)
