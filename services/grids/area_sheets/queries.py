"""Imports as people see them."""

from services.chassis.sheets.kept import imports_page
from services.chassis.storage.rows import Rows
from services.grids.area_sheets.store.imports import KEPT
from services.grids.area_sheets.use_cases.ports import After, Page


class SqlAreaImportViews:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of_area(self, area_id: str | None, after: After, limit: int) -> Page:
        """Newest first."""
        return imports_page(self._rows, KEPT, area_id, after, limit)
