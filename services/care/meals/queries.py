"""Cards and served meals as they are read: of people in the caller's areas only."""

from collections.abc import Collection
from typing import Any, Protocol

from sqlalchemy import ColumnElement, select

from services.care.meals.domain.card import CardState, ServedMeal
from services.care.meals.domain.errors import AreaUnknown, CardUnknown
from services.care.meals.domain.programme import Meal
from services.care.meals.store.cards import FIELDS, shown
from services.care.meals.store.tables import cards, served_meals
from services.care.meals.use_cases.ports import After, Page, Row
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows


class People(Protocol):
    """Conditions on a column that holds resident ids."""

    def seen(self, resident_id: ColumnElement[str], /) -> ColumnElement[bool]: ...

    def below(self, resident_id: ColumnElement[str], area_id: str, /) -> ColumnElement[bool] | None:
        """None for an area that the caller does not see."""


class SqlCardViews:
    def __init__(self, rows: Rows, people: People) -> None:
        self._rows, self._people = rows, people

    def one(self, card_id: str) -> Row:
        found = self._rows.one(
            select(*(cards.c[name] for name in FIELDS)).where(
                self._rows.of(cards), cards.c.id == card_id, self._people.seen(cards.c.resident_id)
            )
        )
        if found is None:
            raise CardUnknown(card_id=card_id)
        return shown(found)

    def within(self, area_id: str, state: CardState | None, after: After, limit: int) -> Page:
        living_there = self._people.below(cards.c.resident_id, area_id)
        if living_there is None:
            raise AreaUnknown(area_id=area_id)
        # A subtree of what the caller sees is seen whole: asking so again of each card is dear.
        listed = select(*(cards.c[name] for name in FIELDS)).where(self._rows.of(cards), living_there)
        if state is not None:
            is_open = cards.c.closed_on.is_(None)
            listed = listed.where(is_open if state is CardState.OPEN else ~is_open)
        items, following = page(self._rows, listed, by=[cards.c.id], after=after, limit=limit)
        return {"items": [shown(row) for row in items], "next": following}

    def holders_among(self, resident_ids: Collection[str]) -> list[str]:
        """Asked by a service, which sees the whole district."""
        theirs = (self._rows.of(cards), cards.c.resident_id.in_(resident_ids))
        found = select(cards.c.resident_id).where(*theirs).distinct().order_by(cards.c.resident_id)
        return [row["resident_id"] for row in self._rows.all(found)]

    def served(self, card_id: str, after: After, limit: int) -> Page:
        self.one(card_id)
        eaten = select(served_meals).where(self._rows.of(served_meals), served_meals.c.card_id == card_id)
        by = [served_meals.c.on, served_meals.c.meal]
        items, following = page(self._rows, eaten, by=by, after=after, limit=limit)
        return {"items": [_served(row) for row in items], "next": following}


def _served(row: dict[str, Any]) -> Row:
    known = {name: value for name, value in row.items() if name != "district"}
    meal = ServedMeal(**known | {"meal": Meal(row["meal"])})
    return vars(meal) | {"id": meal.id}
