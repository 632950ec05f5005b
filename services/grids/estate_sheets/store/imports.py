"""Imports of estates in the database; the tokens of their files are sealed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from services.chassis import wire
from services.chassis.errors import IdTaken
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.estate_sheets.domain.columns import EstateColumn
from services.grids.estate_sheets.domain.errors import EstateImportUnknown
from services.grids.estate_sheets.domain.estate_import import Counts, EstateImport, EstateImportState
from services.grids.estate_sheets.domain.faults import EstateFault, Refusal, Wrong
from services.grids.estate_sheets.store.tables import estate_imports, estate_refusals

FILE, SHEET = SealedField("estate_imports", "file"), SealedField("estate_imports", "sheet")
_PLAIN = ("id", "community_id", "file_name", "is_trial", "job_id", "asked_by", "created_at", "version")
_COUNTS = ("new", "given", "unchanged", "refused")


class SqlEstateImports:
    def __init__(self, rows: Rows, seals: Seals) -> None:
        self._rows, self._seals = rows, seals

    def add(self, begun: EstateImport) -> None:
        """Raises IdTaken."""
        if self._row(begun.id) is not None:
            raise IdTaken(id=begun.id)
        insert_many(self._rows, estate_imports, [self._row_of(begun)])

    def get(self, import_id: str) -> EstateImport:
        """Raises EstateImportUnknown."""
        row = self._row(import_id)
        if row is None:
            raise EstateImportUnknown(estate_import_id=import_id)
        return self._import_of(row)

    def save(self, after: EstateImport) -> None:
        """Raises StaleVersion when somebody came first."""
        row = self._row_of(after)
        update_versioned(self._rows, estate_imports, after.id, after.version - 1, row, lambda _: {})

    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None:
        rows = [
            {"import_id": import_id, "row": each.row, "wrong": wire.dumps(_as_json(each)).decode()}
            for each in refused
        ]
        insert_many(self._rows, estate_refusals, rows)

    def refusals(self, import_id: str) -> Iterator[Refusal]:
        """By row."""
        found = select(estate_refusals).where(*self._refused(import_id)).order_by(estate_refusals.c.row)
        for row in self._rows.all(found):
            wrong = (
                Wrong(EstateColumn(at), EstateFault(what), other)
                for at, what, other in wire.loads(row["wrong"])
            )
            yield Refusal(row["row"], tuple(wrong))

    def _refused(self, import_id: str) -> tuple[Any, ...]:
        return (self._rows.of(estate_refusals), estate_refusals.c.import_id == import_id)

    def _row(self, import_id: str) -> dict[str, Any] | None:
        mine = (self._rows.of(estate_imports), estate_imports.c.id == import_id)
        return self._rows.one(select(estate_imports).where(*mine))

    def _row_of(self, each: EstateImport) -> dict[str, Any]:
        here, seal = self._rows.district, self._seals.seal
        return {
            **{name: getattr(each, name) for name in _PLAIN},
            **vars(each.counts),
            "state": each.state.value,
            "file": seal(FILE, each.id, each.file.encode(), here),
            "sheet": each.sheet and seal(SHEET, each.id, each.sheet.encode(), here),
        }

    def _import_of(self, row: Mapping[str, Any]) -> EstateImport:
        here, unseal = self._rows.district, self._seals.unseal
        return EstateImport(
            **{name: row[name] for name in _PLAIN},
            state=EstateImportState(row["state"]),
            counts=Counts(**{name: row[name] for name in _COUNTS}),
            file=unseal(FILE, row["id"], row["file"], here).decode(),
            sheet=row["sheet"] and unseal(SHEET, row["id"], row["sheet"], here).decode(),
        )


def _as_json(refusal: Refusal) -> list[tuple[str, str, int]]:
    return [(each.column.value, each.fault.value, each.row) for each in refusal.wrong]
