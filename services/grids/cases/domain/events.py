"""What the others hear of a case; what was told in it never leaves this service."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class CaseRegistered(Event):
    case_id: str
    number: str
    area_id: str
    version: int


@dataclass(frozen=True)
class CaseLeftVacant(Event):
    """It was to be assigned and the post had no holder; `above_id` is who answers above it, if anybody."""

    case_id: str
    number: str
    area_id: str
    version: int
    above_id: str | None = None


@dataclass(frozen=True)
class CaseAssigned(Event):
    case_id: str
    number: str
    area_id: str
    assignee_id: str
    version: int


@dataclass(frozen=True)
class CaseTakenInHand(Event):
    case_id: str
    number: str
    area_id: str
    assignee_id: str
    version: int


@dataclass(frozen=True)
class CaseActorsNamed(Event):
    case_id: str
    number: str
    area_id: str
    version: int


@dataclass(frozen=True)
class CaseClosed(Event):
    """The recipient is the raiser, or the assignee where nobody is named as raiser."""

    case_id: str
    number: str
    area_id: str
    recipient_id: str
    version: int


@dataclass(frozen=True)
class CaseHanded:
    id: str
    number: str
    area_id: str
    assignee_id: str
    version: int


@dataclass(frozen=True)
class CasesHandedOver(Event):
    """Open cases go to another assignee; at most 500."""

    first_id: str
    rows: tuple[CaseHanded, ...]


@dataclass(frozen=True)
class CaseMoved:
    id: str
    number: str
    area_id: str
    version: int


@dataclass(frozen=True)
class CasesMoved(Event):
    """Open cases whose grid is no more go on in `area_id`, under the numbers that they have."""

    first_id: str
    rows: tuple[CaseMoved, ...]
