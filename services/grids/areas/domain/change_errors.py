"""What changes over time are refused for."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, Forbidden


class AreaEnded(Conflict):
    """It was abolished, merged or split: nothing is changed in it any more."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "parent_id")
    area_id: str
    ended_on: date | None


class EffectiveInFuture(DomainError):
    """A change is entered when its day has come."""

    about: ClassVar[tuple[str, ...]] = ("effective_on",)
    effective_on: date


class EffectiveBeforeFounding(DomainError):
    about: ClassVar[tuple[str, ...]] = ("effective_on",)
    area_id: str
    effective_on: date
    founded_on: date


class EffectiveBeforeLastChange(DomainError):
    """The changes of an area are entered in the order of their days."""

    about: ClassVar[tuple[str, ...]] = ("effective_on",)
    area_id: str
    effective_on: date
    changed_on: date


class CodeBegunSince(DomainError):
    """What ended before a code of its own began would never have borne it."""

    about: ClassVar[tuple[str, ...]] = ("effective_on",)
    area_id: str
    scheme: str
    area_code: str
    begun_on: date


class HolderBegunSince(DomainError):
    """Somebody began in a post there on that day, or later: nobody held one in what was no more."""

    about: ClassVar[tuple[str, ...]] = ("effective_on",)
    area_id: str
    appointment_id: str
    begun_on: date


class AreaNotEmpty(Conflict):
    """It holds something and no successor is named."""

    about: ClassVar[tuple[str, ...]] = ("successor",)
    area_id: str
    child_areas: int
    dwellings: int
    buildings: int
    open_cases: int
    posts: int
    groupings: int
    places: int
    organisations: int


class MergeOfDifferentKinds(DomainError):
    about: ClassVar[tuple[str, ...]] = ("sources", "target", "successor")
    area_id: str
    area_kind: str
    target_kind: str


class MergeAcrossCommunities(DomainError):
    """A grid never crosses communities (domain row S2.54)."""

    about: ClassVar[tuple[str, ...]] = ("sources", "target", "successor")
    area_id: str
    community_id: str | None


class TargetAmongSources(DomainError):
    about: ClassVar[tuple[str, ...]] = ("sources", "target", "successor")
    area_id: str


class SourceTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("sources",)
    area_id: str


class TargetUnclear(DomainError):
    """A merge goes into one area that stands, or into one that it founds."""

    about: ClassVar[tuple[str, ...]] = ("target", "founded")


class PartUnknown(DomainError):
    """Neither the area itself nor one of its parts."""

    about: ClassVar[tuple[str, ...]] = ("primary_id", "part_id")
    part_id: str


class PartTwice(DomainError):
    """Each part has an id of its own."""

    about: ClassVar[tuple[str, ...]] = ("parts",)
    part_id: str


class PartOfItself(DomainError):
    """A part is a new area, with an id of its own."""

    about: ClassVar[tuple[str, ...]] = ("parts",)
    area_id: str


class NotOfThisArea(DomainError):
    """What is given to a part lies in the area that is split."""

    about: ClassVar[tuple[str, ...]] = ("children",)
    area_id: str
    child_id: str


class ChildTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("children",)
    child_id: str


class RangeReversed(DomainError):
    about: ClassVar[tuple[str, ...]] = ("units",)
    first: int
    last: int


class UnitNotHere(DomainError):
    """The area that is split holds no dwelling of this unit."""

    about: ClassVar[tuple[str, ...]] = ("units",)
    area_id: str
    building_id: str
    unit: int


class UnitTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("units",)
    building_id: str
    unit: int


class MicroGridSplitsUnit(DomainError):
    """A micro-grid never splits a building's unit (S2.54): one unit goes to one part."""

    about: ClassVar[tuple[str, ...]] = ("units",)
    building_id: str
    unit: int


class NameBeside(Conflict):
    """Two areas that come under one parent bear one name: one of them is renamed first."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children")
    area_id: str
    name: str
    bearer_id: str


class BuildingAcrossCommunities(DomainError):
    """Its units would lie in two communities (S2.54)."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children", "units")
    building_id: str


class BuildingNamesMeet(Conflict):
    """Two buildings of one name, of whatever width, would stand in one estate of a community."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children", "units")
    building_id: str
    bearer_id: str
    estate: str
    name: str


class TooManyMoved(DomainError):
    """So many areas come under another parent at a time."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children")
    at_most: int


class PrimaryPostHeld(Conflict):
    """Somebody holds the post already in which another was to go on."""

    about: ClassVar[tuple[str, ...]] = ("holder_of",)
    area_id: str
    appointment_id: str


class PartNameTaken(Conflict):
    """Two active areas of one name under one parent could not be told apart."""

    about: ClassVar[tuple[str, ...]] = ("parts", "founded")
    area_id: str
    name: str


class StandsWrong(DomainError):
    """The district's level scheme does not let an area of this kind stand there (any more)."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "founded")
    area_id: str
    area_kind: str
    parent_kind: str | None


class TargetBelowSource(DomainError):
    """An area would come under itself."""

    about: ClassVar[tuple[str, ...]] = ("target", "successor", "founded")
    area_id: str
    target_id: str


class TopOfDistrict(Forbidden):
    """Only a grant over the whole district changes what has no parent."""

    about: ClassVar[tuple[str, ...]] = ("area_id", "founded")
    area_id: str


class GroupSplit(DomainError):
    """A base grid never splits a residents' group (S2.54)."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children", "units")
    grouping_id: str
    name: str
