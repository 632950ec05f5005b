"""An import of an estate (小区楼栋导入): of one sheet, into one community."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.grids.estate_sheets.domain.events import EstateImportBegun, EstateImportEnded


class EstateImportState(StrEnum):
    """`failed` and `cancelled` are shown of one that has begun, as its job says; they are never kept."""

    BEGUN = "begun"
    ENDED = "ended"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Counts:
    new: int = 0
    given: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.given + other.given,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )


@dataclass(frozen=True)
class EstateImport:
    """`file` and `sheet` are tokens, and who has one reads the file; `sheet` has the bad rows, if any."""

    id: str
    community_id: str
    file_name: str
    file: str = field(repr=False)
    is_trial: bool
    job_id: str
    asked_by: str
    created_at: datetime
    state: EstateImportState = EstateImportState.BEGUN
    counts: Counts = Counts()
    sheet: str | None = field(default=None, repr=False)
    version: int = 1

    def begun(self) -> EstateImportBegun:
        return EstateImportBegun(self.id, self.community_id, self.is_trial, self.version)

    def counted(self, more: Counts) -> "EstateImport":
        return replace(self, counts=self.counts + more, version=self.version + 1)

    def ended(self, sheet: str | None) -> tuple["EstateImport", EstateImportEnded]:
        after = replace(self, state=EstateImportState.ENDED, sheet=sheet, version=self.version + 1)
        said = EstateImportEnded(
            self.id, self.community_id, self.is_trial, **vars(self.counts), version=after.version
        )
        return after, said
