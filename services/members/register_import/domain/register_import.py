"""An import of a register (花名册导入): of one file, into one community."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from services.chassis import importing
from services.chassis.importing import SheetImport
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
class Counts(importing.Counts):
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True)
class RegisterImport(SheetImport[str]):
    """Into a community."""

    state: ImportState = ImportState.BEGUN
    counts: Counts = Counts()

    def begun(self) -> RegisterImportBegun:
        return RegisterImportBegun(self.id, self.into, self.is_trial, self.version)

    def ended(self, sheet: str | None) -> tuple[Self, RegisterImportEnded]:
        after = self.over(sheet)
        said = RegisterImportEnded(
            self.id, self.into, self.is_trial, **vars(self.counts), version=after.version
        )
        return after, said

    def undoing(self, job_id: str) -> Self:
        """Also once more, when the job that was to do it broke off. Raises NothingToUndo."""
        if self.is_trial or self.state is ImportState.UNDONE:
            raise NothingToUndo(import_id=self.id)
        return self.changed(state=ImportState.UNDOING, job_id=job_id)

    def undone(self) -> tuple[Self, RegisterImportUndone]:
        after = self.changed(state=ImportState.UNDONE)
        return after, RegisterImportUndone(self.id, self.into, after.version)
