"""Care is away while people die: every card is closed when it is back, each once."""

import json
from collections.abc import Iterator

import pytest

from tests.house import House
from tests.journeys.district import District
from tests.journeys.kept import rows_of
from tests.journeys.meals import CARDS, FOLLOWS_WITHIN, checked, enrolled, founded, left
from tests.journeys.people import Register, register_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

PEOPLE = 6
CLOSED = "linli.care.MealCardClosed.v1"


@pytest.fixture(scope="module")
def register(production_house: House) -> Iterator[Register]:
    with register_of(production_house) as register:
        yield register


@pytest.fixture
def here(witness: Somebody) -> District:
    district = District.founded(witness)
    wait_until(lambda: founded(district), "the ground is in care's mirror", FOLLOWS_WITHIN)
    return district


@pytest.fixture
def people(here: District, register: Register) -> list[str]:
    """All with a card."""
    ids = register.settle(here, count=PEOPLE)
    wait_until(lambda: all(checked(here, each)["allowed"] for each in ids), "care knows all", FOLLOWS_WITHIN)
    for each in ids:
        enrolled(here, each)
    return ids


def open_cards(here: District) -> int:
    return len(here.officer.all(CARDS, area_id=here.ids["county"], state="open"))


def closings(house: House, here: District) -> list[str]:
    told = [row for row in rows_of(house, "care", "outbox", here.id) if row["type"] == CLOSED]
    return [json.loads(row["body"])["data"]["card_id"] for row in told]


def test_deaths_that_care_did_not_hear_close_every_card_when_it_is_back(
    breakable: House, here: District, people: list[str]
):
    breakable.kill("care")
    for each in people:
        left(here, each)
    breakable.run("care")

    wait_until(lambda: open_cards(here) == 0, "all cards are closed", FOLLOWS_WITHIN)
    told = closings(breakable, here)
    assert len(told) == len(set(told)) == PEOPLE


def test_care_that_is_killed_among_the_deaths_closes_each_card_once(
    breakable: House, here: District, people: list[str]
):
    for number, each in enumerate(people):
        left(here, each)
        if number % 2:
            breakable.kill("care")
            breakable.run("care")

    wait_until(lambda: open_cards(here) == 0, "all cards are closed", FOLLOWS_WITHIN * 2)
    told = closings(breakable, here)
    assert len(told) == len(set(told)) == PEOPLE
    assert {checked(here, each)["reason"] for each in people} == {"dead"}
