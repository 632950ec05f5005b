"""Imports of areas in the database; the tokens of their files are sealed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from services.chassis import wire
from services.chassis.errors import IdTaken
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.area_sheets.domain.area_import import AreaImport, AreaImportState, Counts
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.errors import AreaImportUnknown
from services.grids.area_sheets.domain.faults import AreaFault, Refusal, Wrong
from services.grids.area_sheets.store.tables import area_imports, area_refusals

FILE, SHEET = SealedField("area_imports", "file"), SealedField("area_imports", "sheet")
_PLAIN = ("id", "file_name", "is_trial", "job_id", "asked_by", "created_at", "version")
_COUNTS = ("new", "renamed", "unchanged", "refused")


class SqlAreaImports:
    def __init__(self, rows: Rows, seals: Seals) -> None:
        self._rows, self._seals = rows, seals

    def add(self, begun: AreaImport) -> None:
        """Raises IdTaken."""
        if self._row(begun.id) is not None:
            raise IdTaken(id=begun.id)
        insert_many(self._rows, area_imports, [self._row_of(begun)])

    def get(self, import_id: str) -> AreaImport:
        """Raises AreaImportUnknown."""
        row = self._row(import_id)
        if row is None:
            raise AreaImportUnknown(area_import_id=import_id)
        return self._import_of(row)

    def save(self, after: AreaImport) -> None:
        """Raises StaleVersion when somebody came first."""
        row = self._row_of(after)
        update_versioned(self._rows, area_imports, after.id, after.version - 1, row, lambda _: {})

    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None:
        rows = [
            {"import_id": import_id, "row": each.row, "wrong": wire.dumps(_as_json(each)).decode()}
            for each in refused
        ]
        insert_many(self._rows, area_refusals, rows)

    def refusals(self, import_id: str) -> Iterator[Refusal]:
        """By row."""
        found = select(area_refusals).where(*self._refused(import_id)).order_by(area_refusals.c.row)
        for row in self._rows.all(found):
            wrong = (
                Wrong(AreaColumn(at), AreaFault(what), other) for at, what, other in wire.loads(row["wrong"])
            )
            yield Refusal(row["row"], tuple(wrong))

    def forget_refusals(self, import_id: str) -> None:
        self._rows.write(delete(area_refusals).where(*self._refused(import_id)))

    def _refused(self, import_id: str) -> tuple[Any, ...]:
        return (self._rows.of(area_refusals), area_refusals.c.import_id == import_id)

    def _row(self, import_id: str) -> dict[str, Any] | None:
        mine = (self._rows.of(area_imports), area_imports.c.id == import_id)
        return self._rows.one(select(area_imports).where(*mine))

    def _row_of(self, each: AreaImport) -> dict[str, Any]:
        here, seal = self._rows.district, self._seals.seal
        return {
            **{name: getattr(each, name) for name in _PLAIN},
            **vars(each.counts),
            "root": each.area_id or "",
            "state": each.state.value,
            "file": seal(FILE, each.id, each.file.encode(), here),
            "sheet": each.sheet and seal(SHEET, each.id, each.sheet.encode(), here),
        }

    def _import_of(self, row: Mapping[str, Any]) -> AreaImport:
        here, unseal = self._rows.district, self._seals.unseal
        return AreaImport(
            **{name: row[name] for name in _PLAIN},
            area_id=row["root"] or None,
            state=AreaImportState(row["state"]),
            counts=Counts(**{name: row[name] for name in _COUNTS}),
            file=unseal(FILE, row["id"], row["file"], here).decode(),
            sheet=row["sheet"] and unseal(SHEET, row["id"], row["sheet"], here).decode(),
        )


def _as_json(refusal: Refusal) -> list[tuple[str, str, int]]:
    return [(each.column.value, each.fault.value, each.row) for each in refusal.wrong]
