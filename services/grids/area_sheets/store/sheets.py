"""Sheets that are given out, in the database; the token of the file is sealed."""

from typing import Any

from sqlalchemy import select

from services.chassis.errors import IdTaken
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.area_sheets.domain.errors import AreaSheetUnknown
from services.grids.area_sheets.store.tables import area_sheets

FILE = SealedField("area_sheets", "file")
_PLAIN = ("id", "job_id", "asked_by", "created_at", "areas", "version")


class SqlAreaSheets:
    def __init__(self, rows: Rows, seals: Seals) -> None:
        self._rows, self._seals = rows, seals

    def add(self, asked: AreaSheet) -> None:
        """Raises IdTaken."""
        if self._row(asked.id) is not None:
            raise IdTaken(id=asked.id)
        insert_many(self._rows, area_sheets, [self._row_of(asked)])

    def get(self, sheet_id: str) -> AreaSheet:
        """Raises AreaSheetUnknown."""
        row = self._row(sheet_id)
        if row is None:
            raise AreaSheetUnknown(sheet_id=sheet_id)
        file = row["file"] and self._seals.unseal(FILE, sheet_id, row["file"], self._rows.district).decode()
        plain = {name: row[name] for name in _PLAIN}
        return AreaSheet(**plain, area_id=row["root"] or None, format=SheetFormat(row["format"]), file=file)

    def save(self, after: AreaSheet) -> None:
        """Raises StaleVersion when somebody came first."""
        row = self._row_of(after)
        update_versioned(self._rows, area_sheets, after.id, after.version - 1, row, lambda _: {})

    def _row(self, sheet_id: str) -> dict[str, Any] | None:
        mine = (self._rows.of(area_sheets), area_sheets.c.id == sheet_id)
        return self._rows.one(select(area_sheets).where(*mine))

    def _row_of(self, each: AreaSheet) -> dict[str, Any]:
        seal, here = self._seals.seal, self._rows.district
        return {
            **{name: getattr(each, name) for name in _PLAIN},
            "root": each.area_id or "",
            "format": each.format.value,
            "file": each.file and seal(FILE, each.id, each.file.encode(), here),
        }
