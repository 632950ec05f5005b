"""Canteens go on in whatever goes on for their area, from its day on, whatever is heard first."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from services.care.meals.domain.errors import AreaUnknown
from services.care.meals.domain.moving import EndedArea, Successors, followed
from services.care.meals.domain.programme import Canteen, Edition, Meal, Price, Programme, in_force
from services.chassis.ids import new_id
from tests.care.builders import TODAY, a_programme, an_area, id_of
from tests.care.house import House

DAY = timedelta(days=1)
LATER = TODAY + 10 * DAY
FIRST = date(2026, 1, 1)


def an_edition(number: int, valid_from: date, *areas: str) -> Edition:
    canteens = tuple(Canteen(f"canteen {place}", area) for place, area in enumerate(areas))
    return Edition(number, valid_from, 60 + number, (Price(Meal.LUNCH, 1000),), canteens)


def lies(programme: Programme, day: date) -> list[str]:
    begun = [each for each in programme.editions if each.valid_from <= day]
    return [canteen.area_id for canteen in begun[-1].canteens]


def after(programme: Programme, *ended: EndedArea) -> Programme:
    """Heard one after the other."""
    for place in range(len(ended)):
        made = followed(programme, Successors(ended[: place + 1]))
        version = max([programme.version, *(each.number for each in made)])
        programme = Programme(version, in_force([*programme.editions, *made]))
    return programme


def merged(source: str, target: str | None, day: date) -> EndedArea:
    return EndedArea(source, target, day)


def test_a_canteen_lies_in_the_successor_from_its_day_on_and_no_earlier():
    programme = after(Programme(1, (an_edition(1, FIRST, "a", "z"),)), merged("a", "b", TODAY))
    assert (lies(programme, TODAY - DAY), lies(programme, TODAY)) == (["a", "z"], ["b", "z"])
    assert [(each.number, each.minimum_age) for each in programme.editions] == [(1, 61), (2, 61)]


def test_editions_to_come_say_it_too():
    editions = (an_edition(1, FIRST, "a"), an_edition(2, LATER, "z", "a"))
    programme = after(Programme(2, editions), merged("a", "b", TODAY))
    assert (lies(programme, LATER - DAY), lies(programme, LATER)) == (["b"], ["z", "b"])
    assert [each.minimum_age for each in programme.editions] == [61, 61, 62]


def test_an_edition_that_begins_after_the_end_never_said_otherwise():
    programme = after(Programme(1, (an_edition(1, TODAY, "a"),)), merged("a", "b", FIRST))
    assert [(each.valid_from, each.canteens[0].area_id) for each in programme.editions] == [(TODAY, "b")]


def test_what_is_said_already_is_not_said_again():
    programme = after(Programme(1, (an_edition(1, FIRST, "a"),)), merged("a", "b", TODAY))
    assert followed(programme, Successors([merged("a", "b", TODAY)])) == []
    assert followed(programme, Successors([merged("elsewhere", "b", TODAY)])) == []
    assert followed(Programme(0), Successors([merged("a", "b", TODAY)])) == []


def test_where_nothing_goes_on_a_canteen_stays():
    assert followed(Programme(1, (an_edition(1, FIRST, "a"),)), Successors([merged("a", None, TODAY)])) == []


CHAIN = (merged("a", "b", TODAY), merged("b", "c", LATER), merged("c", "d", LATER + DAY))


@pytest.mark.parametrize("heard", list(permutations(CHAIN)))
def test_one_after_the_other_in_whatever_order_they_are_heard(heard):
    programme = after(Programme(1, (an_edition(1, FIRST, "a"),)), *heard)
    days = (TODAY - DAY, TODAY, LATER - DAY, LATER, LATER + DAY)
    assert [lies(programme, day)[0] for day in days] == ["a", "b", "b", "c", "d"]


def replaced(house: House, source: str, target: str | None, day: date = TODAY, event_id: str = "") -> bool:
    told = {"ended_ids": [id_of(source)], "primary_id": target and id_of(target)}
    return house.hear("AreasReplaced", event_id=event_id or new_id(), effective_on=day.isoformat(), **told)


def areas(house: House) -> list[tuple[str, list[str]]]:
    names = {id_of(name): name for name in ("lane", "court", "yard", "near")}
    editions = house.ask("get_meal_programme")["editions"]
    return [
        (each["valid_from"], [names[canteen["area_id"]] for canteen in each["canteens"]]) for each in editions
    ]


def test_a_merge_is_followed_once_and_told(house: House):
    before = len(house.told())
    assert replaced(house, "lane", "yard", event_id=(event_id := new_id()))
    assert not replaced(house, "lane", "yard", event_id=event_id)
    assert areas(house) == [("2026-01-01", ["lane", "court"]), (TODAY.isoformat(), ["yard", "court"])]
    [(name, told)] = house.told()[before:]
    assert (name, told["version"], told["valid_from"]) == ("MealProgrammeWritten", 2, TODAY.isoformat())


@pytest.mark.parametrize("forth", [True, False])
def test_two_merges_end_the_same_in_either_order(house: House, forth: bool):
    changes = [("lane", "yard", TODAY), ("yard", "near", LATER)]
    for change in changes if forth else reversed(changes):
        replaced(house, *change)
    assert areas(house) == [
        ("2026-01-01", ["lane", "court"]),
        (TODAY.isoformat(), ["yard", "court"]),
        (LATER.isoformat(), ["near", "court"]),
    ]


def test_what_ends_without_a_successor_leaves_the_programme_as_it_is(house: House):
    before = len(house.told())
    replaced(house, "lane", None)
    assert (areas(house), len(house.told())) == ([("2026-01-01", ["lane", "court"])], before)


def test_another_district_s_areas_move_nothing_here(house: House):
    replaced(house.elsewhere(), "lane", "yard")
    assert areas(house) == [("2026-01-01", ["lane", "court"])]


def test_no_canteen_is_put_into_an_area_that_is_known_to_have_ended(house: House):
    """The event may come before the row of the mirror."""
    replaced(house, "lane", "yard")
    house.mirror("areas", an_area("lane", "1/2/3/") | {"version": 1})
    with pytest.raises(AreaUnknown) as refused:
        house.ask("write_meal_programme", **a_programme(valid_from="2026-07-01", seen_version=2))
    assert refused.value.values == {"area_id": id_of("lane")}
