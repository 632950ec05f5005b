"""A grant on a grouping is a grant on its units: the meals of whoever lives there, and of nobody else."""

from itertools import permutations
from typing import Any

import pytest

from services.care.meals.domain.errors import AreaUnknown, CardUnknown, ResidentUnknown
from services.care.transaction import MIRRORS
from services.chassis.storage import mirroring
from tests.care.builders import a_row, id_of
from tests.care.house import House

Row = dict[str, Any]
COURT = id_of("court of roses")


def grouped(home: str, version: int = 1, grouping: str = "court of roses", **more: Any) -> Row:
    dwelling = id_of(f"{home} 101")
    row = {"id": f"{id_of(grouping)}/{dwelling}", "grouping_id": id_of(grouping), "dwelling_id": dwelling}
    return row | {"version": version, "removed": False} | more


@pytest.fixture
def lived_in(house: House) -> House:
    """Zhang lives in the court, li next door in the same lane, wang in a grouping of its own far away."""
    for name, home, area in (("zhang", "home", "lane"), ("li", "next door", "lane"), ("wang", "far", "yard")):
        house.settle(name, area_id=id_of(area), dwelling_id=id_of(f"{home} 101"))
    house.mirror("grouped_dwellings", grouped("home"), grouped("far", grouping="another court"))
    return house


@pytest.fixture
def holder(lived_in: House) -> House:
    return lived_in.holding("court of roses")


def eaters(house: House, **asked: Any) -> set[str]:
    shown = house.ask("list_meal_cards", **asked)["items"]
    return {each["resident_id"] for each in shown}


def test_cards_are_given_listed_and_shown_to_who_lives_there_and_to_nobody_else(
    lived_in: House, holder: House
):
    zhang = holder.enrol(id_of("zhang"))
    li = lived_in.enrol(id_of("li"))
    with pytest.raises(ResidentUnknown):
        holder.enrol(id_of("wang"))
    assert eaters(holder, area_id=COURT) == {id_of("zhang")}
    assert holder.ask("get_meal_card", card_id=zhang["id"]) == zhang
    assert holder.ask("list_served_meals", card_id=zhang["id"])["items"] == []
    for method in ("get_meal_card", "list_served_meals"):
        with pytest.raises(CardUnknown):
            holder.ask(method, card_id=li["id"])


def test_eligibility_is_told_of_who_lives_there(holder: House):
    answers = {name: holder.ask("check_eligibility", resident_id=id_of(name)) for name in ("zhang", "li")}
    assert (answers["zhang"]["allowed"], answers["li"]["reason"]) == (True, "unknown_resident")


def test_meals_are_served_on_cards_of_who_lives_there(lived_in: House, holder: House):
    card, other = lived_in.enrol(id_of("zhang")), lived_in.enrol(id_of("li"))
    assert holder.ask("serve_meals", card_id=card["id"], meals=["lunch"])["total_fen"] == 1000
    with pytest.raises(CardUnknown):
        holder.ask("serve_meals", card_id=other["id"], meals=["lunch"])


def test_an_area_beside_it_shows_both(lived_in: House):
    for name in ("zhang", "li", "wang"):
        lived_in.enrol(id_of(name))
    both = lived_in.holding("far", "court of roses")
    assert eaters(both, area_id=COURT) == {id_of("zhang")}
    assert eaters(both, area_id=id_of("far")) == {id_of("wang")}


def test_whoever_was_not_granted_a_grouping_lists_nothing_by_it(lived_in: House, holder: House):
    for somebody, area in ((lived_in.holding("lane"), COURT), (holder, id_of("lane"))):
        with pytest.raises(AreaUnknown):
            somebody.ask("list_meal_cards", area_id=area)


CAME, LEFT, AGAIN = grouped("next door", 2), grouped("next door", 3, removed=True), grouped("next door", 4)


@pytest.mark.parametrize("order", list(permutations([CAME, LEFT, AGAIN])))
def test_in_any_order_and_twice_the_newest_word_holds(lived_in: House, order: tuple[Row, ...]):
    li = lived_in.enrol(id_of("li"))
    lived_in.mirror("grouped_dwellings", *order)
    for row in order:
        lived_in.mirror("grouped_dwellings", row)
    assert lived_in.holding("court of roses").ask("get_meal_card", card_id=li["id"]) == li


def test_what_leaves_the_grouping_is_seen_no_more(lived_in: House, holder: House):
    zhang = lived_in.enrol(id_of("zhang"))
    lived_in.mirror("grouped_dwellings", grouped("home", 2, removed=True))
    assert eaters(holder, area_id=COURT) == set()
    with pytest.raises(CardUnknown):
        holder.ask("get_meal_card", card_id=zhang["id"])


def test_a_row_of_an_older_version_of_members_has_no_dwelling_and_is_shown_by_area_alone(empty: House):
    row = a_row("zhang")
    del row["dwelling_id"]
    house = empty.with_programme()
    house.mirror("residents", row)
    house.mirror("grouped_dwellings", grouped("home"))
    asked = {"resident_id": id_of("zhang")}
    assert house.holding("lane").ask("check_eligibility", **asked)["allowed"]
    assert not house.holding("court of roses").ask("check_eligibility", **asked)["allowed"]


def test_a_row_without_what_must_not_be_empty_is_still_set_aside(empty: House):
    row = a_row("zhang")
    del row["household_id"]
    with empty.begun() as tx:
        assert mirroring.upsert(tx.rows, MIRRORS["residents"], [row]) == [(row, "household_id missing")]
