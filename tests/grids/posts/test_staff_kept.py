"""Staff on both databases."""

import pytest

from services.chassis.errors import FieldsInvalid, IdTaken
from services.grids.posts.domain.errors import (
    StaffUnknown,
)
from tests.grids.builders import a_person, id_of
from tests.grids.posts.duties import LI, WANG


def test_an_entered_person_is_read_back(staffed):
    assert staffed.ask("get_staff", staff_id=WANG.id) == {
        "id": WANG.id, "display_name": "wang", "duty_phone": "028-0000 0001", "version": 1,
    }  # fmt: skip
    assert staffed.ask("get_staff", staff_id=LI.id)["duty_phone"] == ""


def test_the_feed_has_what_the_event_told(staffed):
    told = staffed.told()[-1]["data"]["rows"]

    by_id = sorted(told, key=lambda row: row["id"])
    assert staffed.ask("feed_staff") == {"items": by_id, "next": None}


def test_the_feed_goes_on_where_it_ended(staffed):
    first = staffed.ask("feed_staff", limit=1)
    second = staffed.ask("feed_staff", limit=1, after=first["next"])

    assert {first["items"][0]["id"], second["items"][0]["id"]} == {WANG.id, LI.id}
    assert second["next"] is None


def test_nobody_enters_twice(staffed):
    with pytest.raises(IdTaken):
        staffed.ask("enter_staff", staff=[a_person("zhao"), a_person("wang", duty_phone="")])
    with pytest.raises(StaffUnknown):
        staffed.ask("get_staff", staff_id=id_of("zhao"))


@pytest.mark.parametrize("phone", ["x", "1", "12345678901234567890123", "+", "１２３４５"])
def test_a_phone_that_is_none_is_refused(house, phone):
    with pytest.raises(FieldsInvalid):
        house.ask("enter_staff", staff=[a_person("zhao", duty_phone=phone)])


@pytest.mark.parametrize("phone", ["12345", "+86 28 0000 0001", "010-12345"])
def test_short_long_and_spaced_phones_are_taken(house, phone):
    assert house.ask("enter_staff", staff=[a_person("zhao", duty_phone=phone)])


def test_another_district_knows_nobody(held):
    there = held.elsewhere()

    assert there.ask("feed_staff")["items"] == []
    with pytest.raises(StaffUnknown):
        there.ask("get_staff", staff_id=WANG.id)
