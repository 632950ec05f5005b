"""Somebody on duty gets another name or phone; on both databases."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.posts.domain.errors import StaffUnknown
from services.grids.posts.domain.staff_errors import BornLater, HeldElsewhere
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import House
from tests.grids.posts.duties import WANG, appoint


def change(house: House, name: str = "wang", seen_version: int = 1, **more: Any) -> Any:
    return house.ask("change_staff", staff_id=id_of(name), seen_version=seen_version, **more)


def test_who_gets_another_phone_keeps_their_name_and_the_others_hear_of_it(staffed):
    changed = change(staffed, duty_phone="12345")

    as_now = {"id": WANG.id, "display_name": "wang", "duty_phone": "12345", "version": 2}
    assert changed == staffed.ask("get_staff", staff_id=WANG.id) == as_now
    said = staffed.told()[-1]
    assert said["type"] == "linli.grids.StaffChanged.v1"
    assert said["data"] == {"first_id": WANG.id, "rows": [as_now | {"removed": False}]}


def test_who_gets_another_name_keeps_their_phone_and_is_found_by_it(staffed):
    assert change(staffed, display_name="zhao")["duty_phone"] == WANG.duty_phone
    assert [each["id"] for each in staffed.ask("search_staff", name_prefix="zh")["items"]] == [WANG.id]
    assert staffed.ask("search_staff", name_prefix="wa")["items"] == []


def test_the_month_of_birth_stays_with_a_change(house):
    names = ["li", "qian", "sun", "wu", "zhou"]
    house.ask("enter_staff", staff=[a_person(name, birth_month="1960-05") for name in names])
    appoint(house, *(a_duty(name, "community", role="doctor") for name in names))
    change(house, "li", display_name="zhao")
    profile = house.ask("get_age_profile", area_id=id_of("community"), role="doctor")
    assert (profile["people"], profile["withheld"]) == (5, False)


def test_an_empty_phone_takes_it_away(staffed):
    assert change(staffed, duty_phone="")["duty_phone"] == ""


@pytest.mark.parametrize("same", [{}, {"display_name": "wang"}, {"duty_phone": WANG.duty_phone}])
def test_what_is_so_already_changes_nothing_and_is_told_to_nobody(staffed, same):
    told = len(staffed.told())

    assert change(staffed, **same)["version"] == 1
    assert len(staffed.told()) == told


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"seen_version": 2}, StaleVersion),
        ({"name": "nobody"}, StaffUnknown),
        ({"duty_phone": "x"}, FieldsInvalid),
        ({"display_name": ""}, FieldsInvalid),
        ({"display_name": None}, FieldsInvalid),
    ],
)
def test_what_is_wrong_changes_nothing(staffed, wrong, refusal):
    with pytest.raises(refusal):
        change(staffed, **{"display_name": "zhao"} | wrong)
    assert staffed.ask("get_staff", staff_id=WANG.id)["version"] == 1


def test_a_stale_change_is_shown_who_they_are_now_without_their_month_of_birth(staffed):
    change(staffed, duty_phone="12345")
    with pytest.raises(StaleVersion) as refused:
        change(staffed, duty_phone="54321")
    assert refused.value.values["current"] == staffed.ask("get_staff", staff_id=WANG.id)


def test_who_holds_a_post_elsewhere_is_changed_by_whoever_sees_it(held):
    """Li is at base 1, and Wang in a micro grid below it."""
    for area in ("base 2", "micro 1"):
        with pytest.raises(HeldElsewhere):
            change(held.holding(id_of(area)), "li", duty_phone="12345")
    assert change(held.holding(id_of("base 1")), "li", duty_phone="12345")["version"] == 2
    assert change(held.holding(id_of("base 1")), duty_phone="12345")["version"] == 2


def test_another_district_changes_nobody(staffed):
    with pytest.raises(StaffUnknown):
        change(staffed.elsewhere(), duty_phone="12345")


def test_a_month_of_birth_is_given_later_and_counted_then(house):
    names = ["li", "qian", "sun", "wu", "zhou"]
    house.ask("enter_staff", staff=[a_person(name) for name in names])
    appoint(house, *(a_duty(name, "community", role="doctor") for name in names))
    for name in names:
        changed = change(house, name, birth_month="1960-05")
        assert changed.keys() == {"id", "display_name", "duty_phone", "version"}
    profile = house.ask("get_age_profile", area_id=id_of("community"), role="doctor")
    assert (profile["people"], profile["known"], profile["withheld"]) == (5, 5, False)


@pytest.mark.parametrize("month", ["1960-05", "1960-06"])
def test_nobody_finds_a_month_of_birth_out_by_saying_it_again(staffed, month):
    change(staffed, birth_month="1960-05")
    assert change(staffed, seen_version=2, birth_month=month)["version"] == 3


def test_nobody_is_said_to_be_born_later_than_today(staffed):
    with pytest.raises(BornLater) as refused:
        change(staffed, birth_month="2099-01")
    assert refused.value.about == ("birth_month",)
    assert staffed.ask("get_staff", staff_id=WANG.id)["version"] == 1
