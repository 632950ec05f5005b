"""The meal programme (助餐) of a district: from which age, what a meal costs, and where; as of days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from services.care.meals.domain.errors import CanteenTwice, ChangedInPast, MealNotOffered, PriceTwice
from services.care.meals.domain.events import MealProgrammeWritten

N = TypeVar("N", bound=str)
MEALS = "meals"
"""The one programme of this room."""


class Meal(StrEnum):
    """午餐, 晚餐."""

    LUNCH = "lunch"
    DINNER = "dinner"


@dataclass(frozen=True)
class Price:
    """In fen."""

    meal: Meal
    price_fen: int


@dataclass(frozen=True)
class Canteen:
    """长者食堂."""

    name: str
    area_id: str


@dataclass(frozen=True)
class Edition:
    """What holds from a day on, until another edition does; it never changes."""

    number: int
    valid_from: date
    minimum_age: int
    prices: tuple[Price, ...]
    canteens: tuple[Canteen, ...]

    def __post_init__(self) -> None:
        if meal := twice_in([price.meal for price in self.prices]):
            raise PriceTwice(meal=meal)
        if name := twice_in([canteen.name for canteen in self.canteens]):
            raise CanteenTwice(name=name)

    @property
    def price_of(self) -> Mapping[Meal, int]:
        return {price.meal: price.price_fen for price in self.prices}

    def price(self, meal: Meal, on: date) -> int:
        """In fen."""
        if meal not in self.price_of:
            raise MealNotOffered(meal=meal, on=on)
        return self.price_of[meal]

    def written(self) -> MealProgrammeWritten:
        return MealProgrammeWritten(MEALS, self.number, self.valid_from.isoformat())


@dataclass(frozen=True)
class Programme:
    """`version` counts the editions that were ever written; 0: none yet."""

    version: int
    editions: tuple[Edition, ...] = ()

    def may_change_from(self, valid_from: date, today: date) -> None:
        """The first edition may begin on any day: what was agreed before is only now written down."""
        if self.version and valid_from < today:
            raise ChangedInPast(valid_from=valid_from)


def in_force(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Of those that begin on one day the last written, and none that a later writing took over; by day.

    A change from a day on leaves what was planned for days after it: each edition has its own day.
    """
    last = {edition.valid_from: edition for edition in sorted(editions, key=lambda edition: edition.number)}
    return tuple(last[day] for day in sorted(last))


def twice_in(names: Sequence[N]) -> N | None:
    """The first that is named more than once."""
    return next((name for name, times in Counter(names).items() if times > 1), None)
