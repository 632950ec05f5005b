"""What imports and sheets of areas refuse."""

from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, Forbidden, NotFound


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaAbolished(Conflict):
    """Nothing is founded below what is no more."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class SheetNeedsWholeDistrict(Forbidden):
    """Only a grant over the whole district takes a sheet in, or out, that begins at the top."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)


class AreaImportUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_import_id",)
    area_import_id: str


class NoBadAreaRows(NotFound):
    """There is no sheet: every row was good, or the import is not over."""

    area_import_id: str


class AreaSheetUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("sheet_id",)
    sheet_id: str


class AreaSheetNotMade(Conflict):
    """Its job is not over yet, or has ended without it."""

    sheet_id: str


class AreaSheetTooLong(DomainError):
    """More areas than a sheet may have that is sent back; ask for a part of the tree."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    areas: int
    at_most: int
