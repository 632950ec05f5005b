"""What the candidates' room refuses."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound


class AreaEnded(Conflict):
    """Nobody is a candidate in an area that is no more."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    ended_on: date | None


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class CandidateUnknown(NotFound):
    """Unknown in this district, or in an area outside the caller's."""

    about: ClassVar[tuple[str, ...]] = ("candidate_id",)
    candidate_id: str


class CandidateTwiceInBatch(DomainError):
    about: ClassVar[tuple[str, ...]] = ("id",)
    candidate_id: str


class CandidateTagUnknown(DomainError):
    """The district's list of that day has no such tag."""

    about: ClassVar[tuple[str, ...]] = ("tags",)
    tag: str


class CandidateTagTwice(DomainError):
    about: ClassVar[tuple[str, ...]] = ("tags",)
    tag: str


class CandidateTagsChangedInPast(DomainError):
    about: ClassVar[tuple[str, ...]] = ("valid_from",)
    valid_from: date
