"""Cards and what was eaten on them in the database, those of people in the caller's areas only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, select

from services.care.meals.domain.card import Card, EndReason, ServedMeal
from services.care.meals.domain.errors import CardHeld, CardUnknown, MealTaken
from services.care.meals.store.tables import cards, served_meals
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that the resident whose id a column holds lives in the caller's areas."""
ADD = unless_there(cards)
ADD_MEAL = unless_there(served_meals)
FIELDS = tuple(field.name for field in fields(Card))


class SqlCards:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self._rows, self._seen = rows, seen

    def get(self, card_id: str, seen_version: int | None = None) -> Card:
        found = self._held(cards.c.id == card_id, self._seen(cards.c.resident_id))
        if found is None:
            raise CardUnknown(card_id=card_id)
        if seen_version not in (None, found.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=found.version, current=shown(vars(found))
            )
        return found

    def open_of(self, resident_id: str) -> Card | None:
        return self._held(cards.c.resident_id == resident_id, cards.c.closed_on.is_(None))

    def has_open(self, resident_id: str) -> bool:
        """Only looked at: what a reading may ask."""
        mine = (self._rows.of(cards), cards.c.resident_id == resident_id, cards.c.closed_on.is_(None))
        return self._rows.one(select(cards.c.id).where(*mine)) is not None

    def add(self, card: Card) -> None:
        if self._rows.write(ADD, **_row_of(card)) == 0:
            if held := self.open_of(card.resident_id):
                raise CardHeld(resident_id=held.resident_id, card_id=held.id)
            raise IdTaken(id=card.id)

    def save(self, card: Card) -> None:
        update_versioned(self._rows, cards, card.id, card.version - 1, _row_of(card), shown)

    def _held(self, *wanted: ColumnElement[bool]) -> Card | None:
        chosen = select(*(cards.c[name] for name in FIELDS)).where(self._rows.of(cards), *wanted)
        row = self._rows.one(chosen.with_for_update(of=cards))
        return _card_of(row) if row else None


class SqlServedMeals:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, served: Sequence[ServedMeal]) -> None:
        for meal in served:
            if self._rows.write(ADD_MEAL, **vars(meal) | {"meal": meal.meal.value}) == 0:
                raise MealTaken(card_id=meal.card_id, on=meal.on, meal=meal.meal)


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """As every list and answer has it; also what somebody is shown who saw an older version."""
    return {name: row.get(name) for name in FIELDS} | {
        "state": "open" if row.get("closed_on") is None else "closed"
    }


def _row_of(card: Card) -> dict[str, Any]:
    return vars(card) | {"reason": card.reason and card.reason.value}


def _card_of(row: dict[str, Any]) -> Card:
    return Card(**row | {"reason": row["reason"] and EndReason(row["reason"])})
