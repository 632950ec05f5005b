"""Somebody looks at what was eaten on a card, and at which price."""

from dataclasses import dataclass

from services.care.meals.use_cases.ports import After, Begin, Page
from services.chassis.caller import Caller


@dataclass(frozen=True)
class ListServedMeals:
    card_id: str
    limit: int
    after: After = None


def list_served_meals(command: ListServedMeals, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.card_views.served(command.card_id, command.after, command.limit)
