"""Imports in the database; tokens of files and former facts of people are sealed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from services.chassis import wire
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.errors import ImportUnknown
from services.members.register_import.domain.faults import Fault, Wrong
from services.members.register_import.domain.intake import Refusal
from services.members.register_import.domain.register_import import Counts, ImportState, RegisterImport
from services.members.register_import.store.tables import (
    register_changes,
    register_imports,
    register_refusals,
)

FILE, SHEET = SealedField("register_imports", "file"), SealedField("register_imports", "sheet")
BEFORE = SealedField("register_changes", "before")
_PLAIN = ("id", "community_id", "file_name", "is_trial", "job_id", "asked_by", "created_at", "version")
_COUNTS = ("new", "changed", "unchanged", "refused")


class SqlImports:
    def __init__(self, rows: Rows, seals: Seals) -> None:
        self._rows, self._seals = rows, seals

    def add(self, begun: RegisterImport) -> None:
        """Raises IdTaken."""
        if self._row(begun.id) is not None:
            raise IdTaken(id=begun.id)
        insert_many(self._rows, register_imports, [self._row_of(begun)])

    def get(self, import_id: str) -> RegisterImport:
        """Raises ImportUnknown."""
        row = self._row(import_id)
        if row is None:
            raise ImportUnknown(import_id=import_id)
        return self._import_of(row)

    def must_be_seen(self, found: RegisterImport, version: int) -> None:
        """Raises StaleVersion."""
        if found.version != version:
            raise StaleVersion(sent_version=version, current_version=found.version, current={})

    def save(self, after: RegisterImport) -> None:
        """Raises StaleVersion when somebody came first."""
        update_versioned(
            self._rows, register_imports, after.id, after.version - 1, self._row_of(after), lambda _: {}
        )

    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None:
        rows = [
            {"import_id": import_id, "row": each.row, "wrong": wire.dumps(_wrong_as_json(each)).decode()}
            for each in refused
        ]
        insert_many(self._rows, register_refusals, rows)

    def refusals(self, import_id: str) -> Iterator[Refusal]:
        """By row."""
        its = (self._rows.of(register_refusals), register_refusals.c.import_id == import_id)
        for row in self._rows.all(select(register_refusals).where(*its).order_by(register_refusals.c.row)):
            wrong = (Wrong(Column(at), Fault(what), other) for at, what, other in wire.loads(row["wrong"]))
            yield Refusal(row["row"], tuple(wrong))

    def keep_before(self, import_id: str, before: Mapping[str, tuple[int, dict[str, Any]]]) -> None:
        """Of each resident the version that the import leaves, and what they were."""
        here = self._rows.district
        rows = [
            {
                "import_id": import_id,
                "resident_id": resident_id,
                "version": version,
                "before": self._seals.seal(BEFORE, _place(import_id, resident_id), wire.dumps(facts), here),
            }
            for resident_id, (version, facts) in before.items()
        ]
        insert_many(self._rows, register_changes, rows)

    def before(self, import_id: str, limit: int) -> dict[str, tuple[int, dict[str, Any]]]:
        its = (self._rows.of(register_changes), register_changes.c.import_id == import_id)
        first = select(register_changes).where(*its).order_by(register_changes.c.resident_id).limit(limit)
        return {
            row["resident_id"]: (row["version"], wire.loads(self._unsealed(row)))
            for row in self._rows.all(first)
        }

    def forget_before(self, import_id: str, resident_ids: Collection[str]) -> None:
        its = (self._rows.of(register_changes), register_changes.c.import_id == import_id)
        self._rows.write(
            delete(register_changes).where(*its, register_changes.c.resident_id.in_(resident_ids))
        )

    def restate(self, again: Mapping[str, tuple[int, int]]) -> None:
        """Who is now as in an earlier version: whichever import left that one has left this one."""
        table, by_versions = register_changes, dict[tuple[int, int], list[str]]()
        for resident_id, versions in again.items():
            by_versions.setdefault(versions, []).append(resident_id)
        for (earlier, now), ids in by_versions.items():
            left = (self._rows.of(table), table.c.resident_id.in_(ids), table.c.version == earlier)
            self._rows.write(update(table).where(*left).values(version=now))

    def _row(self, import_id: str) -> dict[str, Any] | None:
        mine = (self._rows.of(register_imports), register_imports.c.id == import_id)
        return self._rows.one(select(register_imports).where(*mine))

    def _unsealed(self, row: Mapping[str, Any]) -> bytes:
        place = _place(row["import_id"], row["resident_id"])
        return self._seals.unseal(BEFORE, place, row["before"], self._rows.district)

    def _row_of(self, each: RegisterImport) -> dict[str, Any]:
        here, seal = self._rows.district, self._seals.seal
        return {
            **{name: getattr(each, name) for name in _PLAIN},
            **vars(each.counts),
            "state": each.state.value,
            "file": seal(FILE, each.id, each.file.encode(), here),
            "sheet": each.sheet and seal(SHEET, each.id, each.sheet.encode(), here),
        }

    def _import_of(self, row: Mapping[str, Any]) -> RegisterImport:
        here, unseal = self._rows.district, self._seals.unseal
        return RegisterImport(
            **{name: row[name] for name in _PLAIN},
            state=ImportState(row["state"]),
            counts=Counts(**{name: row[name] for name in _COUNTS}),
            file=unseal(FILE, row["id"], row["file"], here).decode(),
            sheet=row["sheet"] and unseal(SHEET, row["id"], row["sheet"], here).decode(),
        )


def _place(import_id: str, resident_id: str) -> str:
    return f"{import_id}.{resident_id}"


def _wrong_as_json(refusal: Refusal) -> list[tuple[str, str, int]]:
    return [(each.column.value, each.fault.value, each.row) for each in refusal.wrong]
