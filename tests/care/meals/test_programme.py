"""The meal programme: editions that hold from their day, written one after the other."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.care.meals.domain.errors import AreaUnknown, CanteenTwice, ChangedInPast, PriceTwice
from services.care.meals.domain.programme import Canteen, Edition, Meal, Price, Programme, in_force
from services.chassis.domain import DomainError
from services.chassis.errors import FieldsInvalid, PermissionMissing, StaleVersion
from tests.care.builders import TODAY, a_programme, id_of
from tests.care.house import House

DAY = timedelta(days=1)
LUNCH = {"meal": "lunch", "price_fen": 1000}
CANTEEN = {"name": "长者食堂一店", "area_id": id_of("lane")}


def an_edition(number: int = 1, valid_from: date = TODAY) -> Edition:
    return Edition(number, valid_from, 60, (Price(Meal.LUNCH, 1000),), (Canteen("长者食堂", "lane"),))


def days(programme: Any) -> list[tuple[int, str]]:
    return [(each["number"], each["valid_from"]) for each in programme["editions"]]


def test_before_the_first_edition_a_district_has_a_programme_of_version_0(empty: House):
    assert empty.ask("get_meal_programme") == {"version": 0, "editions": []}


def test_what_is_written_is_read_and_told(empty: House):
    written = empty.ask("write_meal_programme", **a_programme())
    assert empty.ask("get_meal_programme") == written
    assert written["version"] == 1
    assert written["editions"] == [
        {name: value for name, value in a_programme().items() if name != "seen_version"} | {"number": 1}
    ]
    assert empty.told() == [
        ("MealProgrammeWritten", {"programme": "meals", "version": 1, "valid_from": "2026-01-01"})
    ]


def test_a_change_holds_from_its_day_and_leaves_the_days_before(house: House):
    changed = house.ask(
        "write_meal_programme", **a_programme(valid_from="2026-07-01", minimum_age=65, seen_version=1)
    )
    assert days(changed) == [(1, "2026-01-01"), (2, "2026-07-01")]
    zhang = house.settle(birth_date="1965-01-01")
    assert house.ask("check_eligibility", resident_id=zhang, on="2026-06-30")["allowed"]
    assert house.ask("check_eligibility", resident_id=zhang, on="2026-07-01")["allowed_from"] == "2030-01-01"


def test_a_change_of_one_that_is_to_come_takes_its_place(house: House):
    for seen, age in ((1, 65), (2, 70)):
        changed = house.ask(
            "write_meal_programme", **a_programme(valid_from="2026-07-01", minimum_age=age, seen_version=seen)
        )
    assert days(changed) == [(1, "2026-01-01"), (3, "2026-07-01")]
    assert changed["editions"][-1]["minimum_age"] == 70


@pytest.mark.parametrize(("valid_from", "may"), [("2026-03-04", False), ("2026-03-05", True)])
def test_a_change_holds_from_today_at_the_earliest(house: House, valid_from: str, may: bool):
    change = a_programme(valid_from=valid_from, seen_version=1)
    if may:
        assert house.ask("write_meal_programme", **change)["version"] == 2
    else:
        with pytest.raises(ChangedInPast):
            house.ask("write_meal_programme", **change)


@pytest.mark.parametrize("valid_from", ["2026-07-01", "2026-03-04"])
@pytest.mark.parametrize("seen", [0, 2])
def test_who_saw_another_version_changes_nothing_and_is_shown_what_holds(
    house: House, seen: int, valid_from: str
):
    with pytest.raises(StaleVersion) as refused:
        house.ask("write_meal_programme", **a_programme(valid_from=valid_from, seen_version=seen))
    assert refused.value.values["current_version"] == 1
    assert refused.value.values["current"] == house.ask("get_meal_programme")
    assert len(house.told()) == 1


def test_only_who_holds_the_whole_district_changes_it_and_everybody_reads_it(house: House):
    worker = house.holding("near")
    with pytest.raises(PermissionMissing):
        worker.ask("write_meal_programme", **a_programme(valid_from="2026-07-01", seen_version=1))
    assert worker.ask("get_meal_programme") == house.ask("get_meal_programme")


@pytest.mark.parametrize("area", ["lane", "nowhere"])
def test_who_may_not_change_it_learns_nothing_of_areas_by_trying(house: House, area: str):
    canteens = [CANTEEN | {"area_id": id_of(area)}]
    with pytest.raises(PermissionMissing):
        house.holding("near").ask("write_meal_programme", **a_programme(canteens=canteens, seen_version=1))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"prices": [LUNCH, LUNCH]}, PriceTwice),
        ({"canteens": [CANTEEN, CANTEEN]}, CanteenTwice),
        ({"canteens": [CANTEEN | {"area_id": id_of("nowhere")}]}, AreaUnknown),
        ({"canteens": []}, FieldsInvalid),
        ({"prices": []}, FieldsInvalid),
        ({"prices": [LUNCH | {"price_fen": -1}]}, FieldsInvalid),
        ({"prices": [LUNCH | {"price_fen": 10.5}]}, FieldsInvalid),
        ({"prices": [LUNCH | {"meal": "supper"}]}, FieldsInvalid),
        ({"minimum_age": -1}, FieldsInvalid),
        ({"minimum_age": 151}, FieldsInvalid),
        ({"valid_from": "2026-02-30"}, FieldsInvalid),
    ],
)
def test_what_makes_no_programme_is_refused(empty: House, wrong: Any, refusal: type[DomainError]):
    with pytest.raises(refusal):
        empty.ask("write_meal_programme", **a_programme(**wrong))
    assert empty.ask("get_meal_programme")["version"] == 0


def test_another_district_has_its_own(house: House):
    there = house.elsewhere().with_programme(minimum_age=70)
    assert there.ask("get_meal_programme")["editions"][0]["minimum_age"] == 70
    assert house.ask("get_meal_programme")["editions"][0]["minimum_age"] == 60


def test_the_first_edition_alone_may_begin_on_a_day_gone_by():
    Programme(0).may_change_from(TODAY - DAY, TODAY)
    with pytest.raises(ChangedInPast):
        Programme(1).may_change_from(TODAY - DAY, TODAY)


written = st.lists(st.integers(-3, 3).map(lambda days: TODAY + days * DAY), max_size=8).map(
    lambda firsts: [an_edition(number, day) for number, day in enumerate(firsts, start=1)]
)


@given(written)
def test_of_all_that_was_written_each_day_has_the_last_word_on_it(editions: list[Edition]):
    held = in_force(editions)
    assert [each.valid_from for each in held] == sorted({each.valid_from for each in editions})
    for each in held:
        assert each.number == max(one.number for one in editions if one.valid_from == each.valid_from)
