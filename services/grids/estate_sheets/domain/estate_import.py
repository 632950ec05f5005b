"""An import of an estate (小区楼栋导入): of one sheet, into one community."""

from dataclasses import dataclass
from typing import Self

from services.chassis import importing
from services.chassis.importing import SheetImport
from services.grids.estate_sheets.domain.events import EstateImportBegun, EstateImportEnded


@dataclass(frozen=True)
class Counts(importing.Counts):
    new: int = 0
    given: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True)
class EstateImport(SheetImport[str]):
    """Into a community."""

    counts: Counts = Counts()

    def begun(self) -> EstateImportBegun:
        return EstateImportBegun(self.id, self.into, self.is_trial, self.version)

    def ended(self, sheet: str | None) -> tuple[Self, EstateImportEnded]:
        after = self.over(sheet)
        said = EstateImportEnded(
            self.id, self.into, self.is_trial, **vars(self.counts), version=after.version
        )
        return after, said
