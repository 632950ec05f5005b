"""Meals on both databases: at the price of their day, once each, and only on an open card."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, select

from services.care.eligibility.store.tables import residents
from services.care.meals.domain.errors import (
    CardNotOpen,
    DayToCome,
    HasLeft,
    MealNotOffered,
    MealTaken,
    MealTwice,
    TooYoung,
)
from services.care.meals.store.tables import served_meals
from services.chassis.domain import DomainError
from services.chassis.errors import FieldsInvalid
from tests.care.builders import a_row
from tests.care.house import House

Row = dict[str, Any]


@pytest.fixture
def zhang(house: House) -> str:
    return house.settle()


@pytest.fixture
def card(house: House, zhang: str) -> Row:
    return house.enrol(zhang)


def held(house: House, table: Any) -> list[Row]:
    with house.begun() as tx:
        return tx.rows.all(select(table).where(tx.rows.of(table)))


def serve(house: House, card: Row, *meals: str, **more: Any) -> Row:
    serving: Row = house.ask("serve_meals", card_id=card["id"], meals=list(meals), **more)
    return serving


def test_both_meals_of_a_day_cost_thirteen_yuan(house: House, card: Row):
    serving = serve(house, card, "lunch", "dinner")
    assert (serving["on"], serving["total_fen"]) == ("2026-03-05", 1300)
    assert [(meal["meal"], meal["price_fen"]) for meal in serving["meals"]] == [
        ("lunch", 1000),
        ("dinner", 300),
    ]
    assert house.told("MealsServed") == [
        (
            "MealsServed",
            {
                "card_id": card["id"],
                "resident_id": card["resident_id"],
                "on": "2026-03-05",
                "meals": ["lunch", "dinner"],
                "total_fen": 1300,
            },
        )
    ]


@pytest.mark.parametrize(("meal", "fen"), [("lunch", 1000), ("dinner", 300)])
def test_a_meal_has_its_price(house: House, card: Row, meal: str, fen: int):
    assert serve(house, card, meal)["total_fen"] == fen


def test_a_meal_is_eaten_once_a_day_and_a_refusal_keeps_none(house: House, card: Row):
    serve(house, card, "lunch")
    with pytest.raises(MealTaken):
        serve(house, card, "dinner", "lunch")
    assert [row["meal"] for row in held(house, served_meals)] == ["lunch"]
    assert len(house.told("MealsServed")) == 1


def test_of_many_who_serve_a_lunch_at_once_one_does(house: House, card: Row):
    def eat(_: int) -> bool:
        try:
            return bool(serve(house, card, "lunch"))
        except MealTaken:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(eat, range(6))) == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("meals", "on", "refusal"),
    [
        (["lunch"], "2026-03-04", CardNotOpen),
        (["lunch"], "2026-03-06", DayToCome),
        (["lunch", "lunch"], "2026-03-05", MealTwice),
        (["breakfast"], "2026-03-05", FieldsInvalid),
        ([], "2026-03-05", FieldsInvalid),
    ],
)
def test_what_cannot_be_served_is_refused(
    house: House, card: Row, meals: list[str], on: str, refusal: type[DomainError]
):
    with pytest.raises(refusal):
        serve(house, card, *meals, on=on)


def test_a_meal_that_has_no_price_is_not_offered(house: House, card: Row):
    later = house.on("2026-04-01").with_programme(
        seen_version=1, valid_from="2026-04-01", prices=[{"meal": "lunch", "price_fen": 1200}]
    )
    with pytest.raises(MealNotOffered):
        serve(later, card, "dinner")
    assert serve(later, card, "lunch", on="2026-03-31")["total_fen"] == 1000
    assert serve(later, card, "lunch", on="2026-04-01")["total_fen"] == 1200


def test_age_is_asked_on_the_day_of_the_meal(house: House, zhang: str, card: Row):
    house.mirror("residents", a_row(version=2, birth_date="1966-03-07"))
    later = house.on("2026-03-08")
    with pytest.raises(TooYoung):
        serve(later, card, "lunch", on="2026-03-06")
    assert serve(later, card, "lunch", on="2026-03-07")["total_fen"] == 1000


def test_what_was_eaten_is_listed_day_by_day_and_page_by_page(house: House, card: Row):
    for day in ("2026-03-06", "2026-03-05"):
        serve(house.on("2026-03-06"), card, "lunch", "dinner", on=day)
    first = house.ask("list_served_meals", card_id=card["id"], limit=3)
    rest = house.ask("list_served_meals", card_id=card["id"], limit=3, after=first["next"])
    eaten = [(meal["on"], meal["meal"]) for page in (first, rest) for meal in page["items"]]
    assert eaten == [
        ("2026-03-05", "dinner"), ("2026-03-05", "lunch"), ("2026-03-06", "dinner"), ("2026-03-06", "lunch"),
    ]  # fmt: skip
    assert len({meal["id"] for page in (first, rest) for meal in page["items"]}) == 4


def test_a_card_of_somebody_who_is_known_no_more_serves_nothing(house: House, card: Row):
    with house.begun() as tx:
        tx.rows.write(delete(residents).where(tx.rows.of(residents)))
    with pytest.raises(HasLeft) as refused:
        serve(house, card, "lunch")
    assert refused.value.values["reason"] == "unknown_resident"
