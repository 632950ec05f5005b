"""A card is shown at a canteen: what is eaten on a day is written down with its price."""

from dataclasses import dataclass
from datetime import date, datetime

from services.care.meals.domain.card import ServedMeal
from services.care.meals.domain.programme import Meal
from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class ServeMeals:
    """`on` None is today; a day gone by may be written down late."""

    card_id: str
    meals: tuple[Meal, ...]
    on: date | None = None


@dataclass(frozen=True)
class Serving:
    card_id: str
    on: date
    meals: tuple[ServedMeal, ...]

    @property
    def total_fen(self) -> int:
        return sum(meal.price_fen for meal in self.meals)


def serve_meals(command: ServeMeals, begin: Begin, caller: Caller, now: datetime, today: date) -> Serving:
    on = command.on or today
    with begin(caller) as tx:
        card = tx.cards.get(command.card_id)
        card.must_be_open_on(on, today)
        edition = tx.programmes.on(on)
        tx.diners.may_eat(card.resident_id, edition.minimum_age, on)
        served, event = card.serve(command.meals, on, edition, now)
        tx.served_meals.add(served)
        tx.record(event)
    return Serving(card.id, on, served)
