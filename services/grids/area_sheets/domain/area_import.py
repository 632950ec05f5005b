"""An import of areas (区划导入): of one sheet, below one area or from the top of the district."""

from dataclasses import dataclass
from typing import Self

from services.chassis import importing
from services.chassis.importing import SheetImport
from services.grids.area_sheets.domain.events import AreaImportBegun, AreaImportEnded


@dataclass(frozen=True)
class Counts(importing.Counts):
    new: int = 0
    renamed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True)
class AreaImport(SheetImport[str | None]):
    """Into the area below which it founds; None is the top of the district."""

    counts: Counts = Counts()

    def begun(self) -> AreaImportBegun:
        return AreaImportBegun(self.id, self.into, self.is_trial, self.version)

    def begun_anew(self) -> Self:
        """A trial that was broken off is judged again from its first row: nothing of it was kept."""
        return self.changed(counts=Counts())

    def ended(self, sheet: str | None) -> tuple[Self, AreaImportEnded]:
        after, counts = self.over(sheet), vars(self.counts)
        return after, AreaImportEnded(self.id, self.into, self.is_trial, **counts, version=after.version)
