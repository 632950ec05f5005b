"""What the others hear of meals: ids, days, states and money, never a name."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class MealProgrammeWritten(Event):
    """`version` is the number of the edition, which holds from `valid_from`, an ISO date."""

    programme: str
    version: int
    valid_from: str


@dataclass(frozen=True)
class EnrolledInMeals(Event):
    enrolment_id: str
    resident_id: str
    enrolled_on: str


@dataclass(frozen=True)
class MealEnrolmentEnded(Event):
    """`ended_on` is the first day on which it no longer holds."""

    enrolment_id: str
    resident_id: str
    reason: str
    ended_on: str


@dataclass(frozen=True)
class MealCardOpened(Event):
    card_id: str
    resident_id: str
    opened_on: str
    version: int


@dataclass(frozen=True)
class MealCardClosed(Event):
    """`closed_on` is the first day on which it no longer holds."""

    card_id: str
    resident_id: str
    reason: str
    closed_on: str
    version: int


@dataclass(frozen=True)
class MealsServed(Event):
    card_id: str
    resident_id: str
    on: str
    meals: tuple[str, ...]
    total_fen: int
