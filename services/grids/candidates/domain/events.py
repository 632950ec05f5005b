"""What the others hear of candidates: ids and versions, never a name, a phone or a tag."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class CandidateRow:
    id: str
    area_id: str
    version: int


@dataclass(frozen=True)
class CandidatesEntered(Event):
    """At most 500."""

    first_id: str
    rows: tuple[CandidateRow, ...]


@dataclass(frozen=True)
class CandidatesMoved(Event):
    """Their area is no more; at most 500."""

    first_id: str
    rows: tuple[CandidateRow, ...]


@dataclass(frozen=True)
class CandidateChanged(Event):
    candidate_id: str
    area_id: str
    version: int


@dataclass(frozen=True)
class CandidateTakenOut(Event):
    candidate_id: str
    area_id: str
    version: int


@dataclass(frozen=True)
class CandidateTagsWritten(Event):
    list: str
    number: int
    valid_from: str
