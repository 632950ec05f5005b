"""Somebody looks at the meal cards of an area."""

from dataclasses import dataclass

from services.care.meals.domain.card import CardState
from services.care.meals.use_cases.ports import After, Begin, Page
from services.chassis.caller import Caller


@dataclass(frozen=True)
class ListMealCards:
    """`area_id` stands for its subtree, by where people live today."""

    area_id: str
    limit: int
    state: CardState | None = None
    after: After = None


def list_meal_cards(command: ListMealCards, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.card_views.within(command.area_id, command.state, command.after, command.limit)
