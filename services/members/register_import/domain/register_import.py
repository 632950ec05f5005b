"""An import of a register (花名册导入): of one file, into one community."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.members.register_import.domain.errors import NothingToUndo
from services.members.register_import.domain.events import (
    RegisterImportBegun,
    RegisterImportEnded,
    RegisterImportUndone,
)


class ImportState(StrEnum):
    """`failed` and `cancelled` are shown of one that has begun or is being undone, as its job says; they are
    never kept."""

    BEGUN = "begun"
    ENDED = "ended"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Counts:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )


@dataclass(frozen=True)
class RegisterImport:
    """`file` and `sheet` are tokens, and who has one reads the file; `sheet` has the bad rows, if any."""

    id: str
    community_id: str
    file_name: str
    file: str = field(repr=False)
    is_trial: bool
    job_id: str
    asked_by: str
    created_at: datetime
    state: ImportState = ImportState.BEGUN
    counts: Counts = Counts()
    sheet: str | None = field(default=None, repr=False)
    version: int = 1

    def begun(self) -> RegisterImportBegun:
        return RegisterImportBegun(self.id, self.community_id, self.is_trial, self.version)

    def counted(self, more: Counts) -> "RegisterImport":
        return replace(self, counts=self.counts + more, version=self.version + 1)

    def ended(self, sheet: str | None) -> tuple["RegisterImport", RegisterImportEnded]:
        after = replace(self, state=ImportState.ENDED, sheet=sheet, version=self.version + 1)
        said = RegisterImportEnded(
            self.id, self.community_id, self.is_trial, **vars(self.counts), version=after.version
        )
        return after, said

    def undoing(self, job_id: str) -> "RegisterImport":
        """Also once more, when the job that was to do it broke off. Raises NothingToUndo."""
        if self.is_trial or self.state is ImportState.UNDONE:
            raise NothingToUndo(import_id=self.id)
        return replace(self, state=ImportState.UNDOING, job_id=job_id, version=self.version + 1)

    def undone(self) -> tuple["RegisterImport", RegisterImportUndone]:
        after = replace(self, state=ImportState.UNDONE, version=self.version + 1)
        return after, RegisterImportUndone(self.id, self.community_id, after.version)
