"""Households that one register numbers and another does not; on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from services.members.register_import.domain.line import Line
from tests.members.house import House
from tests.members.register_import.test_taken_in import a_line, an_import, counts, of, taken
from tests.members.register_import.test_undone import taken_back

NUMBERED = [a_line(1, household_number="1"), a_line(2, household_number="2"), a_line(3, household_number="2")]
CHILDREN = [replace(line, document_kind=None, document_number=None) for line in NUMBERED]


def silent(lines: list[Line]) -> list[Line]:
    return [replace(line, household_number=None) for line in lines]


@pytest.mark.parametrize("lines", [NUMBERED, CHILDREN])
def test_a_second_register_without_numbers_changes_nothing(house: House, lines: list[Line]):
    assert of(taken(house, *lines)) == (3, 0, 0, 0)
    assert of(taken(house, *silent(lines))) == (0, 0, 3, 0)
    assert counts(house) == (2, 3)


@pytest.mark.parametrize("lines", [NUMBERED, CHILDREN])
def test_a_second_register_with_numbers_tells_them_apart(house: House, lines: list[Line]):
    assert of(taken(house, *silent(lines))) == (3, 0, 0, 0)
    assert of(taken(house, *lines)) == (0, 3, 0, 0)
    assert of(taken(house, *lines)) == (0, 0, 3, 0)
    assert members_of_homes(house) == {1: 1, 2: 1, 0: 0}


def test_who_was_told_apart_is_together_again_once_it_is_undone(house: House):
    taken(house, *silent(NUMBERED))
    together = homes_of(house)
    into = an_import(house)
    taken(house, *NUMBERED, a_line(4, dwelling=NUMBERED[0].dwelling, household_number="2"), into=into)
    assert len(homes_of(house)) == 2
    assert taken_back(house, into) == 4
    assert (homes_of(house), counts(house)) == (together, (1, 3))


def test_a_newcomer_who_might_belong_to_either_is_asked_for(house: House):
    taken(house, *NUMBERED)
    found = taken(house, a_line(9, dwelling=NUMBERED[0].dwelling, household_number=None))
    assert of(found) == (0, 0, 0, 1)
    [wrong] = found.refused[0].wrong
    assert (wrong.column, wrong.fault) == ("household_number", "household_open")


def everybody(house: House) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = house.ask("list_residents", area_id=NUMBERED[0].dwelling.area_id)["items"]
    return items


def homes_of(house: House) -> set[str]:
    return {each["household_id"] for each in everybody(house)}


def members_of_homes(house: House) -> dict[int, int]:
    """How many homes have one member, two, and none."""
    sizes = [sum(each["household_id"] == home for each in everybody(house)) for home in homes_of(house)]
    return {size: sizes.count(size) for size in (1, 2, 0)}
