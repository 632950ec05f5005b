"""Imports as people see them: without the tokens of their files."""

from sqlalchemy import select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.members.register_import.store.tables import register_imports
from services.members.register_import.use_cases.ports import After, Page

SHOWN = tuple(each for each in register_imports.columns if each.name not in ("district", "file", "sheet"))


class SqlImportViews:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of_community(self, community_id: str, after: After, limit: int) -> Page:
        """Newest first."""
        its = (self._rows.of(register_imports), register_imports.c.community_id == community_id)
        statement = select(*SHOWN, register_imports.c.sheet.is_not(None).label("has_sheet")).where(*its)
        by = [register_imports.c.created_at.desc(), register_imports.c.id.desc()]
        items, following = page(self._rows, statement, by=by, after=after, limit=limit)
        return {"items": items, "next": following}
