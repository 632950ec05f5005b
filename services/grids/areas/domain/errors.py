"""What the ground refuses."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, Forbidden, NotFound


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "parent_id", "parent_code")
    area_id: str


class AreaTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    area_id: str


class CycleInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    area_id: str


class KindUnknown(DomainError):
    """The district's level scheme of the day has no such kind."""

    about: ClassVar[tuple[str, ...]] = ("kind", "area_id")
    area_id: str
    area_kind: str


class ParentKindWrong(DomainError):
    about: ClassVar[tuple[str, ...]] = ("parent_id", "kind")
    area_id: str
    area_kind: str
    parent_kind: str | None


class ParentNeeded(ParentKindWrong):
    """An area of this kind was to stand at the top: `parent_kind` is None."""


class MoveMakesCycle(DomainError):
    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    area_id: str
    parent_id: str


class TotalGridCrossesCommunity(DomainError):
    """A general-total grid never crosses communities (S2.54): its dwellings stand in one."""

    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    area_id: str
    building_id: str


class BaseGridSplitsGroup(DomainError):
    """A base grid never splits a residents' group (S2.54), nor another grouping of a whole kind."""

    about: ClassVar[tuple[str, ...]] = ("parent_id", "children", "units", "sources", "successor")
    grouping_id: str
    name: str


class AreaNameTaken(Conflict):
    """Two active areas of one name under one parent could not be told apart."""

    about: ClassVar[tuple[str, ...]] = ("name", "parent_id")
    area_id: str
    name: str


class TopNeedsWholeDistrict(Forbidden):
    """Only a grant over the whole district may found an area that has no parent."""

    about: ClassVar[tuple[str, ...]] = ("parent_id",)
    area_id: str


class CodeSchemeMissing(DomainError):
    about: ClassVar[tuple[str, ...]] = ("scheme",)


class CodeSchemeUnknown(DomainError):
    about: ClassVar[tuple[str, ...]] = ("scheme",)
    scheme: str


class SystemMalformed(DomainError):
    """Another system's ids are registered as `SYS:` and a word."""

    about: ClassVar[tuple[str, ...]] = ("scheme",)
    scheme: str


class CodeMalformed(DomainError):
    about: ClassVar[tuple[str, ...]] = ("code",)
    scheme: str
    area_code: str


class CodeEnded(Conflict):
    """A code that ends anyway may end earlier, not later."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    scheme: str
    area_code: str
    valid_to: date


class CodeNotBorne(NotFound):
    """The area never had this code in this scheme."""

    about: ClassVar[tuple[str, ...]] = ("code",)
    scheme: str
    area_code: str


class CodeSchemeTaken(Conflict):
    about: ClassVar[tuple[str, ...]] = ("scheme",)
    scheme: str


class SchemeOfTheState(DomainError):
    """Other systems send their areas by ids of their own (`SYS:…`), not by codes of the state."""

    about: ClassVar[tuple[str, ...]] = ("scheme",)
    scheme: str


class NotOfACommunity(DomainError):
    """Grid codes are made of the code of their community."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    area_kind: str


class CommunityWithoutCode(DomainError):
    """Grid codes begin with the 12 digits of their community, and it has no such code of its level today."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class CodeTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("code",)
    scheme: str
    area_code: str


class StandsElsewhere(Conflict):
    """What another system calls so is known here under another parent, or as another kind."""

    about: ClassVar[tuple[str, ...]] = ("parent_code", "parent_id", "kind")
    area_id: str
    scheme: str
    area_code: str


class CodeTaken(Conflict):
    """A code is given once in its scheme and never again, retired or not (废码不用)."""

    about: ClassVar[tuple[str, ...]] = ("code",)
    scheme: str
    area_code: str


class CodesOverlap(DomainError):
    """An area has one code of a scheme at a time."""

    about: ClassVar[tuple[str, ...]] = ("codes", "valid_from")
    area_id: str
    scheme: str


class CodeBeforeFounding(DomainError):
    """Nothing bore a code before the day on which its founding was said to be."""

    about: ClassVar[tuple[str, ...]] = ("valid_from", "codes")
    area_id: str
    scheme: str
    area_code: str
    founded_on: date


class CodeTermEmpty(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    scheme: str
    area_code: str


class CodeUnknown(NotFound):
    """No area that the caller may see had this code on that day."""

    about: ClassVar[tuple[str, ...]] = ("code",)
    scheme: str
    area_code: str
    on: date
