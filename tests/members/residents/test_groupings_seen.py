"""A grant on a grouping is a grant on its units: whoever lives there is seen, and nobody beside them."""

from contextlib import suppress
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from services.chassis.storage import mirroring
from services.members.residents.domain.errors import AreaUnknown, HouseholdUnknown, ResidentUnknown
from services.members.residents.store.tables import grouped_dwellings
from tests.members.builders import a_household, a_number, a_resident, id_of
from tests.members.house import House

Row = dict[str, Any]
IN, BESIDE, ELSEWHERE = "张三", "李四", "王五"
PLACES = {IN: ("home", "lane"), BESIDE: ("next door", "lane"), ELSEWHERE: ("far home", "yard")}


def grouped(home: str, version: int = 1, grouping: str = "court of roses", **more: Any) -> Row:
    dwelling = id_of(f"{home} 101")
    row = {"id": f"{id_of(grouping)}/{dwelling}", "grouping_id": id_of(grouping), "dwelling_id": dwelling}
    return row | {"version": version, "removed": False} | more


def heard(house: House, *rows: Row) -> None:
    with house.begun() as tx:
        assert mirroring.upsert(tx.rows, grouped_dwellings, list(rows)) == []


@pytest.fixture
def lived_in(house: House) -> House:
    """Two households next door to each other in the lane, one of them of the court, and one far away."""
    for place, (name, (home, area)) in enumerate(PLACES.items(), 1):
        household = a_household(home, area_id=id_of(area))
        person = a_resident(name, household_id=id_of(home), area_id=id_of(area), phone=f"1390000000{place}")
        house.settle(household, _numbered(person, place))
    heard(house, grouped("home"), grouped("far home", grouping="another court"))
    return house


def _numbered(person: Any, place: int) -> Any:
    return replace(person, document=replace(person.document, number=a_number(place=place)))


@pytest.fixture
def holder(lived_in: House) -> House:
    return lived_in.holding("court of roses")


def seen(house: House) -> set[str]:
    found = set()
    for name in PLACES:
        with suppress(ResidentUnknown):
            found.add(house.ask("get_resident", resident_id=id_of(name))["id"])
    return {name for name in PLACES if id_of(name) in found}


def ids(page: Row) -> list[str]:
    return [each["id"] for each in page["items"]]


def test_who_lives_in_its_units_is_seen_and_a_neighbour_is_not(holder: House):
    assert seen(holder) == {IN}


def test_they_are_listed_by_the_grouping(holder: House):
    assert ids(holder.ask("list_residents", area_id=id_of("court of roses"))) == [id_of(IN)]
    for unseen in ("another court", "lane", "county"):
        with pytest.raises(AreaUnknown):
            holder.ask("list_residents", area_id=id_of(unseen))


@pytest.mark.parametrize("name", PLACES)
def test_they_are_found_by_name_number_and_phone(holder: House, name: str):
    place = list(PLACES).index(name) + 1
    expected = [id_of(IN)] if name == IN else []
    for asked in (
        {"name": name},
        {"document_number": a_number(place=place)},
        {"phone": f"1390000000{place}"},
    ):
        assert ids(holder.ask("search_residents", **asked)) == expected


def test_their_household_is_seen_and_the_one_next_door_is_not(holder: House):
    assert ids({"items": holder.ask("get_household", household_id=id_of("home"))["members"]}) == [id_of(IN)]
    with pytest.raises(HouseholdUnknown):
        holder.ask("get_household", household_id=id_of("next door"))


def test_an_area_beside_it_shows_both(lived_in: House):
    both = lived_in.holding("yard", "court of roses")
    assert seen(both) == {IN, ELSEWHERE}
    assert ids(both.ask("list_residents", area_id=id_of("yard"))) == [id_of(ELSEWHERE)]
    assert ids(both.ask("list_residents", area_id=id_of("court of roses"))) == [id_of(IN)]


def test_whoever_holds_no_grouping_lists_none(lived_in: House):
    for somebody in (lived_in, lived_in.holding("lane")):
        with pytest.raises(AreaUnknown):
            somebody.ask("list_residents", area_id=id_of("court of roses"))


def test_an_area_that_has_not_been_heard_of_is_none_and_no_grouping(lived_in: House):
    with pytest.raises(AreaUnknown):
        lived_in.holding("newly founded").ask("list_residents", area_id=id_of("newly founded"))


CAME, LEFT, AGAIN = grouped("next door", 2), grouped("next door", 3, removed=True), grouped("next door", 4)


@pytest.mark.parametrize("order", list(permutations([CAME, LEFT, AGAIN])))
def test_in_any_order_and_twice_the_newest_word_holds(lived_in: House, order: tuple[Row, ...]):
    for row in (*order, *order):
        heard(lived_in, row)
    assert seen(lived_in.holding("court of roses")) == {IN, BESIDE}


def test_what_leaves_the_grouping_is_seen_no_more(lived_in: House, holder: House):
    heard(lived_in, CAME, LEFT)
    assert seen(holder) == {IN}
    heard(lived_in, grouped("home", 5, removed=True))
    assert seen(holder) == set()
    assert holder.ask("list_residents", area_id=id_of("court of roses"))["items"] == []


def test_another_districts_holder_sees_nobody(holder: House):
    assert seen(holder.elsewhere()) == set()


def test_a_change_is_one_of_whom_the_caller_sees(lived_in: House, holder: House):
    died = {"died_on": "2026-03-01", "seen_version": 1}
    with pytest.raises(ResidentUnknown):
        holder.ask("record_death", resident_id=id_of(BESIDE), **died)
    assert holder.ask("record_death", resident_id=id_of(IN), **died)["status"] == "dead"
