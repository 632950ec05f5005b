"""What an import of areas tells: counts; the areas themselves are in AreasChanged."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class AreaImportBegun(Event):
    """`area_id` None: the sheet begins at the top of the district."""

    import_id: str
    area_id: str | None
    is_trial: bool
    version: int


@dataclass(frozen=True)
class AreaImportEnded(Event):
    """How many rows became new areas, new names, nothing new, or were refused."""

    import_id: str
    area_id: str | None
    is_trial: bool
    new: int
    renamed: int
    unchanged: int
    refused: int
    version: int


@dataclass(frozen=True)
class AreaSheetMade(Event):
    sheet_id: str
    area_id: str | None
    areas: int
    version: int
