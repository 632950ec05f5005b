"""What imports of registers refuse."""

from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str


class NotACommunity(DomainError):
    """A register is of one community (社区)."""

    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str


class CommunityAbolished(DomainError):
    """Nobody is entered into what is no more."""

    about: ClassVar[tuple[str, ...]] = ("community_id",)
    area_id: str


class ImportUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("import_id",)
    import_id: str


class NoBadRows(NotFound):
    """There is no sheet: every row was good, or the import is not over."""

    import_id: str


class ImportNotOver(Conflict):
    import_id: str


class NothingToUndo(Conflict):
    """A trial wrote nothing, and what is undone is gone already."""

    import_id: str


class ImportBuiltUpon(Conflict):
    """Somebody of it was changed since, or lives together with others; `resident_id` is the first found."""

    import_id: str
    resident_id: str
