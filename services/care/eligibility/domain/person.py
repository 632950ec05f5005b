"""A person as care knows them: the facts that rules read, beside an id (D11)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PersonStatus(StrEnum):
    """As members says it of a resident."""

    LIVING = "living"
    MOVED_OUT = "moved_out"
    DEAD = "dead"


@dataclass(frozen=True)
class Standing:
    """How somebody stands as an event told it; version 0: no event has told anything."""

    resident_id: str
    status: PersonStatus = PersonStatus.LIVING
    left_on: date | None = None
    version: int = 0

    def after(self, told: "Standing") -> "Standing":
        """Whichever speaks of the later version, in whatever order they come."""
        return told if told.version > self.version else self


@dataclass(frozen=True)
class Person:
    """`left_on` is None for who lives here, and for a departure whose day has not been told yet."""

    id: str
    birth_date: date
    status: PersonStatus = PersonStatus.LIVING
    left_on: date | None = None
    version: int = 1

    def known_by(self, standing: Standing) -> "Person":
        """The mirrored row and the event bring the same news, and either may come first."""
        status = standing.status if standing.version > self.version else self.status
        left_on = standing.left_on if standing.status is status else None
        return Person(self.id, self.birth_date, status, left_on, max(self.version, standing.version))

    @property
    def has_left(self) -> bool:
        return self.status is not PersonStatus.LIVING

    def has_left_by(self, day: date) -> bool:
        """The day of the death or the move is the first that no longer counts."""
        return self.has_left and (self.left_on is None or self.left_on <= day)
