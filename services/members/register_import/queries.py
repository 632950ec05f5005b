"""Imports as people see them."""

from services.chassis.sheets.kept import imports_page
from services.chassis.storage.rows import Rows
from services.members.register_import.store.imports import KEPT
from services.members.register_import.use_cases.ports import After, Page


class SqlImportViews:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of_community(self, community_id: str, after: After, limit: int) -> Page:
        """Newest first."""
        return imports_page(self._rows, KEPT, community_id, after, limit)
