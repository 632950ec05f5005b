"""A sheet of areas that is given out (区划表): what stands below an area, to be added to and sent back."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from services.grids.area_sheets.domain.events import AreaSheetMade
from services.grids.area_sheets.domain.names import Names


class SheetFormat(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class AreaSheet:
    """`file` is its token, None until it is made; `areas` counts what stands in it."""

    id: str
    area_id: str | None
    format: SheetFormat
    job_id: str
    asked_by: str
    created_at: datetime
    file: str | None = field(default=None, repr=False)
    areas: int = 0
    version: int = 1

    def made(self, file: str, areas: int) -> tuple["AreaSheet", AreaSheetMade]:
        after = replace(self, file=file, areas=areas, version=self.version + 1)
        return after, AreaSheetMade(self.id, self.area_id, areas, after.version)


@dataclass(frozen=True, slots=True)
class Shown:
    """An area as a sheet shows it, with the code that it has today."""

    id: str
    version: int
    path: str
    kind: str
    name: str
    scheme: str = ""
    code: str = ""
    valid_from: date | None = None


class Layout:
    """Of areas that come upper ones first, the names above each: from below the sheet's own area on."""

    def __init__(self) -> None:
        self._names: dict[str, Names] = {}

    def parent_of(self, shown: Shown) -> Names:
        above = shown.path[: shown.path.rstrip("/").rfind("/") + 1]
        parent = self._names.get(above, ())
        self._names[shown.path] = (*parent, shown.name)
        return parent
