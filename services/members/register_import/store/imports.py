"""Imports in the database; former facts of people are sealed."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select, update

from services.chassis import wire
from services.chassis.errors import StaleVersion
from services.chassis.seal import SealedField
from services.chassis.sheets.kept import Kept, SqlSheetImports
from services.chassis.storage.many import insert_many
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.errors import ImportUnknown
from services.members.register_import.domain.faults import Fault
from services.members.register_import.domain.register_import import Counts, ImportState, RegisterImport
from services.members.register_import.store.tables import (
    register_changes,
    register_imports,
    register_refusals,
)

FILE, SHEET = SealedField("register_imports", "file"), SealedField("register_imports", "sheet")
KEPT = Kept(register_imports, register_refusals, "community_id", Column, Fault, FILE, SHEET)
BEFORE = SealedField("register_changes", "before")


class SqlImports(SqlSheetImports[RegisterImport]):
    kept, made, counts, states = KEPT, RegisterImport, Counts, ImportState

    def unknown(self, import_id: str) -> ImportUnknown:
        return ImportUnknown(import_id=import_id)

    def must_be_seen(self, found: RegisterImport, version: int) -> None:
        """Raises StaleVersion."""
        if found.version != version:
            raise StaleVersion(sent_version=version, current_version=found.version, current={})

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

    def _unsealed(self, row: Mapping[str, Any]) -> bytes:
        place = _place(row["import_id"], row["resident_id"])
        return self._seals.unseal(BEFORE, place, row["before"], self._rows.district)


def _place(import_id: str, resident_id: str) -> str:
    return f"{import_id}.{resident_id}"
