"""What the others may know of people: facts beside an id, never a name, a number or a phone (D11)."""

from dataclasses import dataclass

from services.chassis.domain import Event

ROWS_PER_EVENT = 500


@dataclass(frozen=True)
class ResidentRow:
    """A resident as they are mirrored, with the version of the row; `birth_date` is an ISO date."""

    id: str
    household_id: str
    area_id: str
    birth_date: str
    sex: int
    status: str
    version: int
    removed: bool = False
    dwelling_id: str | None = None


@dataclass(frozen=True)
class ResidentsChanged(Event):
    """At most 500 rows."""

    first_id: str
    rows: tuple[ResidentRow, ...]


@dataclass(frozen=True)
class ResidentDied(Event):
    """The residence ended with a death on that day, an ISO date."""

    resident_id: str
    died_on: str
    version: int


@dataclass(frozen=True)
class ResidentMovedOut(Event):
    """Somebody lives elsewhere from that day on, an ISO date."""

    resident_id: str
    moved_out_on: str
    version: int


@dataclass(frozen=True)
class ResidentRevealed(Event):
    """Somebody was shown what is sealed; the values are in no event."""

    resident_id: str
    what: tuple[str, ...]
