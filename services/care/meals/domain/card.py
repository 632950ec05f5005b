"""A meal card (就餐卡) and the enrolment (参加助餐) that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import NAMESPACE_OID, uuid5

from services.care.meals.domain.errors import CardClosed, CardNotOpen, DayToCome, MealTwice
from services.care.meals.domain.events import (
    EnrolledInMeals,
    MealCardClosed,
    MealCardOpened,
    MealEnrolmentEnded,
    MealsServed,
)
from services.care.meals.domain.programme import Edition, Meal, twice_in


class CardState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class EndReason(StrEnum):
    """遗失, 本人退出, 死亡, 迁出."""

    LOST = "lost"
    OWN_WISH = "own_wish"
    DEAD = "dead"
    MOVED_OUT = "moved_out"

    @property
    def ends_enrolment(self) -> bool:
        """Who has only lost the card gets another."""
        return self is not EndReason.LOST


class GivenReason(StrEnum):
    """Those that staff may give; the others are told by members."""

    LOST = "lost"
    OWN_WISH = "own_wish"


@dataclass
class Enrolment:
    """Half-open: from `enrolled_on` up to, not including, `ended_on`."""

    id: str
    resident_id: str
    enrolled_on: date
    ended_on: date | None = None
    reason: EndReason | None = None
    version: int = 1

    @classmethod
    def with_card(cls, card_id: str, resident_id: str, today: date) -> "Enrolment":
        """Its id follows from its first card's, so that a retry is the same enrolment."""
        return cls(str(uuid5(NAMESPACE_OID, f"meal-enrolment/{card_id}")), resident_id, today)

    def begun(self) -> EnrolledInMeals:
        return EnrolledInMeals(self.id, self.resident_id, self.enrolled_on.isoformat())

    def end(self, reason: EndReason, on: date) -> MealEnrolmentEnded:
        self.ended_on, self.reason = max(on, self.enrolled_on), reason
        self.version += 1
        return MealEnrolmentEnded(self.id, self.resident_id, reason.value, self.ended_on.isoformat())


@dataclass(frozen=True)
class ServedMeal:
    """With the price of its day, in fen, and the number of the edition that said so."""

    card_id: str
    on: date
    meal: Meal
    price_fen: int
    edition: int
    served_at: datetime

    @property
    def id(self) -> str:
        """There is one of each meal a card and day, so it follows from the three."""
        return str(uuid5(NAMESPACE_OID, f"meal/{self.card_id}/{self.on.isoformat()}/{self.meal.value}"))


@dataclass
class Card:
    """Half-open: from `opened_on` up to, not including, `closed_on`."""

    id: str
    enrolment_id: str
    resident_id: str
    opened_on: date
    closed_on: date | None = None
    reason: EndReason | None = None
    version: int = 1

    @property
    def state(self) -> CardState:
        return CardState.OPEN if self.closed_on is None else CardState.CLOSED

    def opened(self) -> MealCardOpened:
        return MealCardOpened(self.id, self.resident_id, self.opened_on.isoformat(), self.version)

    def close(self, reason: EndReason, on: date) -> MealCardClosed:
        """Who left before it was opened had it on no day."""
        if self.closed_on is not None:
            raise CardClosed(card_id=self.id, closed_on=self.closed_on)
        self.closed_on, self.reason = max(on, self.opened_on), reason
        self.version += 1
        return MealCardClosed(
            self.id, self.resident_id, reason.value, self.closed_on.isoformat(), self.version
        )

    def is_open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)

    def must_be_open_on(self, day: date, today: date) -> None:
        if day > today:
            raise DayToCome(on=day)
        if not self.is_open_on(day):
            raise CardNotOpen(card_id=self.id, on=day)

    def serve(self, meals: Sequence[Meal], on: date, edition: Edition, now: datetime) -> "Served":
        if meal := twice_in(meals):
            raise MealTwice(meal=meal)
        served = tuple(
            ServedMeal(self.id, on, meal, edition.price(meal, on), edition.number, now) for meal in meals
        )
        total = sum(meal.price_fen for meal in served)
        names = tuple(meal.meal.value for meal in served)
        return served, MealsServed(self.id, self.resident_id, on.isoformat(), names, total)


Served = tuple[tuple[ServedMeal, ...], MealsServed]
