"""Whether somebody may have what a programme gives, and why not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.care.eligibility.domain.age import birthday
from services.care.eligibility.domain.person import Person, PersonStatus


class Obstacle(StrEnum):
    """In the order in which they are looked for."""

    UNKNOWN_RESIDENT = "unknown_resident"
    DEAD = "dead"
    MOVED_OUT = "moved_out"
    NO_PROGRAMME = "no_programme"
    TOO_YOUNG = "too_young"
    HAS_CARD = "has_card"


@dataclass(frozen=True)
class Verdict:
    """`allowed_from`: the first day on which somebody too young is old enough."""

    obstacle: Obstacle | None = None
    allowed_from: date | None = None

    @property
    def allowed(self) -> bool:
        return self.obstacle is None


ALLOWED = Verdict()
LEFT = {PersonStatus.DEAD: Obstacle.DEAD, PersonStatus.MOVED_OUT: Obstacle.MOVED_OUT}


def verdict_on(person: Person | None, minimum_age: int | None, day: date) -> Verdict:
    """`minimum_age` None: there is no programme on that day."""
    if person is None:
        return Verdict(Obstacle.UNKNOWN_RESIDENT)
    if person.has_left_by(day):
        return Verdict(LEFT[person.status])
    if minimum_age is None:
        return Verdict(Obstacle.NO_PROGRAMME)
    old_enough = birthday(person.birth_date, minimum_age)
    return Verdict(Obstacle.TOO_YOUNG, old_enough) if day < old_enough else ALLOWED


def verdict_on_joining(person: Person, minimum_age: int | None, day: date) -> Verdict:
    """Who has left joins nothing any more, whatever the day."""
    if person.has_left:
        return Verdict(LEFT[person.status])
    return verdict_on(person, minimum_age, day)
