"""The meal programme in the database: editions are added, never changed."""

from datetime import date
from typing import Any

from sqlalchemy import select

from services.care.meals.domain.errors import NoProgramme
from services.care.meals.domain.programme import Canteen, Edition, Meal, Price, Programme, in_force
from services.care.meals.schemas import MealProgrammeSchema
from services.care.meals.store.tables import editions
from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows

CHANGE = "programmes.change"
ADD = unless_there(editions)
SHOWN = MealProgrammeSchema()


class SqlProgrammes:
    """It holds in the whole district: it is read by everybody, and written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def get(self, seen_version: int | None = None) -> Programme:
        found = self._rows.all(select(editions).where(self._rows.of(editions)))
        written = [_edition_of(row) for row in found]
        held = Programme(max((each.number for each in written), default=0), in_force(written))
        if seen_version not in (None, held.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=held.version, current=SHOWN.dump(held)
            )
        return held

    def find(self, day: date) -> Edition | None:
        by_day = select(editions).where(self._rows.of(editions), editions.c.valid_from <= day)
        newest = by_day.order_by(editions.c.valid_from.desc(), editions.c.number.desc()).limit(1)
        row = self._rows.one(newest)
        return _edition_of(row) if row else None

    def on(self, day: date) -> Edition:
        edition = self.find(day)
        if edition is None:
            raise NoProgramme(on=day)
        return edition

    def must_be_writable(self) -> None:
        if self._scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)

    def add(self, edition: Edition) -> None:
        self.must_be_writable()
        if self._rows.write(ADD, **_row_of(edition)) == 0:
            self.get(seen_version=edition.number - 1)


def _row_of(edition: Edition) -> dict[str, Any]:
    return vars(edition) | {
        "prices": {price.meal.value: price.price_fen for price in edition.prices},
        "canteens": [vars(canteen) for canteen in edition.canteens],
    }


def _edition_of(row: dict[str, Any]) -> Edition:
    return Edition(
        row["number"],
        row["valid_from"],
        row["minimum_age"],
        tuple(Price(Meal(meal), fen) for meal, fen in row["prices"].items()),
        tuple(Canteen(**canteen) for canteen in row["canteens"]),
    )
