"""Somebody looks at a meal card."""

from dataclasses import dataclass

from services.care.meals.use_cases.ports import Begin, Row
from services.chassis.caller import Caller


@dataclass(frozen=True)
class GetMealCard:
    card_id: str


def get_meal_card(command: GetMealCard, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.card_views.one(command.card_id)
