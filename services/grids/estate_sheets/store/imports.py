"""Imports of estates in the database."""

from services.chassis.importing import ImportState
from services.chassis.seal import SealedField
from services.chassis.sheets.kept import Kept, SqlSheetImports
from services.grids.estate_sheets.domain.columns import EstateColumn
from services.grids.estate_sheets.domain.errors import EstateImportUnknown
from services.grids.estate_sheets.domain.estate_import import Counts, EstateImport
from services.grids.estate_sheets.domain.faults import EstateFault
from services.grids.estate_sheets.store.tables import estate_imports, estate_refusals

FILE, SHEET = SealedField("estate_imports", "file"), SealedField("estate_imports", "sheet")
KEPT = Kept(estate_imports, estate_refusals, "community_id", EstateColumn, EstateFault, FILE, SHEET)


class SqlEstateImports(SqlSheetImports[EstateImport]):
    kept, made, counts, states = KEPT, EstateImport, Counts, ImportState

    def unknown(self, import_id: str) -> EstateImportUnknown:
        return EstateImportUnknown(estate_import_id=import_id)
