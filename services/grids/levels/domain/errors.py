"""What a level scheme is refused for."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound

LEVELS = ("levels", "preset")


class LevelTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class LevelUnknown(DomainError):
    """A level is to stand under one that the scheme does not have."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str
    parent: str


class TopMissing(DomainError):
    """Every level stands under another, so that a tree could not begin."""

    about: ClassVar[tuple[str, ...]] = LEVELS


class LevelsInCircle(DomainError):
    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class CommunityLevelMissing(DomainError):
    """What nothing below it crosses is called `community` in every district, and is never left out."""

    about: ClassVar[tuple[str, ...]] = LEVELS


class LevelOutsideCommunity(DomainError):
    """It holds dwellings, or stands below the community level, and could stand beside a community too."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class LevelBelowExclusive(DomainError):
    """An exclusive grid has no grids below it; dwellings lie in itself."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class LevelInUse(Conflict):
    """Areas of this kind stand under that kind, as the new scheme would not have it."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str
    parent: str


class LevelAtTopInUse(Conflict):
    """The same of areas that stand at the top."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class LevelHoldsDwellings(Conflict):
    """Areas of this kind hold dwellings, as the new scheme would not have it."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class LevelHasOpenCases(Conflict):
    """The same of cases that are not closed."""

    about: ClassVar[tuple[str, ...]] = LEVELS
    level: str


class SchemeInPast(DomainError):
    """The scheme of days gone by stays; a later one begins today at the earliest."""

    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date


class SchemeDayOutOfRange(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date


class PresetUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("preset",)
    preset: str


class LevelsOrPreset(DomainError):
    """A scheme is a preset or levels of the district's own: the one or the other."""

    about: ClassVar[tuple[str, ...]] = LEVELS
