"""What imports of estates refuse."""

from typing import ClassVar

from services.chassis.domain import DomainError, NotFound


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str


class NotACommunity(DomainError):
    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str
    area_kind: str


class EstateImportUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("estate_import_id",)
    estate_import_id: str


class NoBadEstateRows(NotFound):
    """There is no sheet: every row was good, or the import is not over."""

    estate_import_id: str
