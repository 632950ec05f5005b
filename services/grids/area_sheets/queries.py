"""Imports of areas as people see them: without the tokens of their files."""

from sqlalchemy import select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.area_sheets.store.tables import area_imports
from services.grids.area_sheets.use_cases.ports import After, Page

SHOWN = tuple(each for each in area_imports.columns if each.name not in ("district", "file", "sheet", "root"))


class SqlAreaImportViews:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of_area(self, area_id: str | None, after: After, limit: int) -> Page:
        """Newest first."""
        its = (self._rows.of(area_imports), area_imports.c.root == (area_id or ""))
        statement = select(*SHOWN, area_imports.c.sheet.is_not(None).label("has_sheet")).where(*its)
        by = [area_imports.c.created_at.desc(), area_imports.c.id.desc()]
        items, following = page(self._rows, statement, by=by, after=after, limit=limit)
        return {"items": [{**item, "area_id": area_id} for item in items], "next": following}
