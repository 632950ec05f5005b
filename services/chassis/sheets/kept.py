"""Imports of sheets in the database; the tokens of their files are sealed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Table, delete, select

from services.chassis import wire
from services.chassis.domain import DomainError
from services.chassis.errors import IdTaken
from services.chassis.importing import Counts, Refusal, SheetImport, Wrong
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned

I = TypeVar("I", bound=SheetImport[Any])  # noqa: E741
PLAIN = ("id", "file_name", "is_trial", "job_id", "asked_by", "created_at", "version")
HIDDEN = ("district", "file", "sheet")


@dataclass(frozen=True)
class Kept:
    """Where a room keeps its imports. `into` is the column of the place that they go to; where there is none,
    because an import goes to the top of the district, that is the empty text.
    """

    imports: Table
    refusals: Table
    into: str
    columns: type[StrEnum]
    faults: type[StrEnum]
    file: SealedField
    sheet: SealedField


class SqlSheetImports(Generic[I]):
    kept: ClassVar[Kept]
    made: ClassVar[type[Any]]
    counts: ClassVar[type[Counts]]
    states: ClassVar[type[StrEnum]]

    def __init__(self, rows: Rows, seals: Seals) -> None:
        self._rows, self._seals = rows, seals

    def unknown(self, import_id: str) -> DomainError:
        """What `get` raises."""
        raise NotImplementedError

    def add(self, begun: I) -> None:
        """Raises IdTaken."""
        if self._row(begun.id) is not None:
            raise IdTaken(id=begun.id)
        insert_many(self._rows, self.kept.imports, [self._row_of(begun)])

    def get(self, import_id: str) -> I:
        row = self._row(import_id)
        if row is None:
            raise self.unknown(import_id)
        return self._import_of(row)

    def save(self, after: I) -> None:
        """Raises StaleVersion when somebody came first."""
        row = self._row_of(after)
        update_versioned(self._rows, self.kept.imports, after.id, after.version - 1, row, lambda _: {})

    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None:
        rows = [
            {"import_id": import_id, "row": each.row, "wrong": wire.dumps(_as_json(each)).decode()}
            for each in refused
        ]
        insert_many(self._rows, self.kept.refusals, rows)

    def refusals(self, import_id: str) -> Iterator[Refusal]:
        """By row."""
        column, fault, table = self.kept.columns, self.kept.faults, self.kept.refusals
        for row in self._rows.all(select(table).where(*self._refused(import_id)).order_by(table.c.row)):
            wrong = (Wrong(column(at), fault(what), other) for at, what, other in wire.loads(row["wrong"]))
            yield Refusal(row["row"], tuple(wrong))

    def forget_refusals(self, import_id: str) -> None:
        self._rows.write(delete(self.kept.refusals).where(*self._refused(import_id)))

    def _refused(self, import_id: str) -> tuple[Any, ...]:
        return (self._rows.of(self.kept.refusals), self.kept.refusals.c.import_id == import_id)

    def _row(self, import_id: str) -> dict[str, Any] | None:
        table = self.kept.imports
        return self._rows.one(select(table).where(self._rows.of(table), table.c.id == import_id))

    def _row_of(self, each: I) -> dict[str, Any]:
        here, seal = self._rows.district, self._seals.seal
        return {
            **{name: getattr(each, name) for name in PLAIN},
            **vars(each.counts),
            self.kept.into: each.into or "",
            "state": each.state.value,
            "file": seal(self.kept.file, each.id, each.file.encode(), here),
            "sheet": each.sheet and seal(self.kept.sheet, each.id, each.sheet.encode(), here),
        }

    def _import_of(self, row: Mapping[str, Any]) -> I:
        here, unseal = self._rows.district, self._seals.unseal
        made: I = self.made(
            **{name: row[name] for name in PLAIN},
            into=row[self.kept.into] or None,
            state=self.states(row["state"]),
            counts=self.counts(**{each.name: row[each.name] for each in fields(self.counts)}),
            file=unseal(self.kept.file, row["id"], row["file"], here).decode(),
            sheet=row["sheet"] and unseal(self.kept.sheet, row["id"], row["sheet"], here).decode(),
        )
        return made


def imports_page(
    rows: Rows, kept: Kept, into: str | None, after: Sequence[Any] | None, limit: int
) -> dict[str, Any]:
    """As people see them: without the tokens of their files. Newest first."""
    table = kept.imports
    shown = [each for each in table.columns if each.name not in (*HIDDEN, kept.into)]
    its = (rows.of(table), table.c[kept.into] == (into or ""))
    statement = select(*shown, table.c.sheet.is_not(None).label("has_sheet")).where(*its)
    by = [table.c.created_at.desc(), table.c.id.desc()]
    items, following = page(rows, statement, by=by, after=after, limit=limit)
    return {"items": [{**item, "into": into} for item in items], "next": following}


def _as_json(refusal: Refusal) -> list[tuple[str, str, int]]:
    return [(each.column.value, each.fault.value, each.row) for each in refusal.wrong]
