"""Imports of estates as people see them: without the tokens of their files."""

from sqlalchemy import select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.estate_sheets.store.tables import estate_imports
from services.grids.estate_sheets.use_cases.ports import After, Page

SHOWN = tuple(each for each in estate_imports.columns if each.name not in ("district", "file", "sheet"))


class SqlEstateImportViews:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of_community(self, community_id: str, after: After, limit: int) -> Page:
        """Newest first."""
        its = (self._rows.of(estate_imports), estate_imports.c.community_id == community_id)
        statement = select(*SHOWN, estate_imports.c.sheet.is_not(None).label("has_sheet")).where(*its)
        by = [estate_imports.c.created_at.desc(), estate_imports.c.id.desc()]
        items, following = page(self._rows, statement, by=by, after=after, limit=limit)
        return {"items": items, "next": following}
