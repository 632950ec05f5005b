"""Who lives in a dwelling that comes into another area comes along: in any order, once, and with imports."""

from itertools import permutations
from typing import Any

import pytest

from services.members.residents.use_cases import follow_dwellings as room
from services.members.residents.use_cases.follow_dwellings import FollowDwellings, follow_dwellings
from services.members.residents.use_cases.ports import Place
from tests.members.builders import a_household, a_number, a_resident, id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, a_line, an_import, of, taken
from tests.members.register_import.test_undone import state, taken_back
from tests.members.residents.test_residence_ends import told

HOME = id_of("home 101")


def heard(house: House, *places: Place) -> None:
    call = house._call("test", True, "follow")
    try:
        follow_dwellings(FollowDwellings(places), call.begin, call.caller)
        call.commit(None)
    finally:
        call.rollback()


def moved(area: str, version: int = 2, dwelling: str = HOME) -> Place:
    return Place(dwelling, id_of(area), version)


@pytest.fixture
def home(house: House) -> House:
    return house.settle(a_household(), a_resident("张三"), a_resident("李四", document=None))


def shown(house: House, name: str = "张三") -> Any:
    return house.ask("get_resident", resident_id=id_of(name))


def test_a_household_and_its_people_come_along_and_are_told(home: House):
    heard(home, moved("court"))

    assert home.ask("get_household", household_id=id_of("home"))["area_id"] == id_of("court")
    assert [(each["area_id"], each["version"]) for each in (shown(home), shown(home, "李四"))] == [
        (id_of("court"), 2)
    ] * 2
    [(kind, event)] = told(home)
    assert (kind, {(row["area_id"], row["version"], row["dwelling_id"]) for row in event["rows"]}) == (
        "ResidentsChanged",
        {(id_of("court"), 2, HOME)},
    )


@pytest.mark.parametrize("order", [*permutations([moved("court", 2), moved("yard", 3), moved("court", 4)])])
def test_whatever_is_heard_first_the_newest_place_stays(home: House, order: Any):
    for each in (*order, *order):
        heard(home, each)

    assert shown(home)["area_id"] == id_of("court")


def test_what_is_heard_twice_changes_nothing_the_second_time(home: House):
    heard(home, moved("court"))
    heard(home, moved("court"))

    assert (shown(home)["version"], len(told(home))) == (2, 1)


def test_many_are_told_in_batches(home: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "ROWS_PER_EVENT", 1)
    heard(home, moved("court"))

    assert [len(event["rows"]) for _, event in told(home)] == [1, 1]


def test_who_lives_elsewhere_stays(home: House):
    heard(home, moved("court", dwelling=id_of("another")))

    assert (shown(home)["area_id"], told(home)) == (id_of("lane"), [])


def test_a_register_that_was_read_before_lets_people_in_where_the_dwelling_lies_now(house: House):
    heard(house, moved("court", dwelling=id_of("dwelling 0")))

    assert of(taken(house, *LINES)) == (9, 0, 0, 0)
    places = {
        place: house.ask("search_residents", document_number=a_number(place=place))["items"][0]["area_id"]
        for place in (1, 4)
    }
    assert places == {1: id_of("court"), 4: id_of("lane")}


def test_an_import_is_undone_after_a_dwelling_has_moved(house: House):
    into = an_import(house)
    taken(house, *LINES, into=into)
    heard(house, moved("court", dwelling=id_of("dwelling 0")))

    assert taken_back(house, into) > 0
    assert state(house, into) == "undone"


def test_whom_an_import_had_changed_is_what_they_were_where_their_dwelling_lies_now(house: House):
    taken(house, a_line(1))
    into = an_import(house)
    taken(house, a_line(1, relation="51"), into=into)
    heard(house, moved("court", dwelling=id_of("dwelling 0")))

    taken_back(house, into)

    [found] = house.ask("search_residents", document_number=a_number(place=1))["items"]
    assert (found["area_id"], found["relation"]) == (id_of("court"), "02")


def test_whatever_an_import_does_to_people_their_dwelling_is_told_with_them(house: House):
    """As newcomers, changed, and as they were before once more."""
    taken(house, a_line(1))
    into = an_import(house)
    taken(house, a_line(1, relation="51"), into=into)
    taken_back(house, into)

    rows = [row for _, event in told(house) for row in event.get("rows", ())]
    assert [(row["version"], row["dwelling_id"]) for row in rows] == [
        (version, id_of("dwelling 0")) for version in (1, 2, 3)
    ]
