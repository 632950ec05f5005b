"""An import of areas (区划导入): of one sheet, below one area or from the top of the district."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.grids.area_sheets.domain.events import AreaImportBegun, AreaImportEnded


class AreaImportState(StrEnum):
    """`failed` and `cancelled` are shown of one that has begun, as its job says; they are never kept."""

    BEGUN = "begun"
    ENDED = "ended"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Counts:
    new: int = 0
    renamed: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.renamed + other.renamed,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )


@dataclass(frozen=True)
class AreaImport:
    """`file` and `sheet` are tokens, and who has one reads the file; `sheet` has the bad rows, if any."""

    id: str
    area_id: str | None
    file_name: str
    file: str = field(repr=False)
    is_trial: bool
    job_id: str
    asked_by: str
    created_at: datetime
    state: AreaImportState = AreaImportState.BEGUN
    counts: Counts = Counts()
    sheet: str | None = field(default=None, repr=False)
    version: int = 1

    def begun(self) -> AreaImportBegun:
        return AreaImportBegun(self.id, self.area_id, self.is_trial, self.version)

    def counted(self, more: Counts) -> "AreaImport":
        return replace(self, counts=self.counts + more, version=self.version + 1)

    def begun_anew(self) -> "AreaImport":
        """A trial that was broken off is judged again from its first row: nothing of it was kept."""
        return replace(self, counts=Counts(), version=self.version + 1)

    def ended(self, sheet: str | None) -> tuple["AreaImport", AreaImportEnded]:
        after = replace(self, state=AreaImportState.ENDED, sheet=sheet, version=self.version + 1)
        said = AreaImportEnded(
            self.id, self.area_id, self.is_trial, **vars(self.counts), version=after.version
        )
        return after, said
