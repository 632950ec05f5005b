"""Posts and staff on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.areas.domain.kinds import AreaKind
from services.grids.posts.domain.errors import (
    AlreadyEnded,
    AppointmentUnknown,
    AreaUnknown,
    PostTaken,
    PostUnknown,
    StaffUnknown,
)
from services.grids.posts.domain.roles import PostRole
from tests.grids.builders import a_duty, a_person, an_area, id_of
from tests.grids.house import House, statements

WANG = a_person("wang", duty_phone="028-0000 0001")
LI = a_person("li", duty_phone="")
WANG_AT_1 = a_duty("wang", "micro 1")


@pytest.fixture
def staffed(house: House) -> House:
    house.ask("enter_staff", staff=[WANG, LI])
    return house


def appoint(house: House, *duties: Any) -> Any:
    return house.ask("appoint_staff", appointments=duties)["items"]


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
        staffed.ask("enter_staff", staff=[a_person("zhao"), WANG])
    with pytest.raises(StaffUnknown):
        staffed.ask("get_staff", staff_id=id_of("zhao"))


@pytest.mark.parametrize("phone", ["x", "1", "12345678901234567890123", "+", "１２３４５"])
def test_a_phone_that_is_none_is_refused(house, phone):
    with pytest.raises(FieldsInvalid):
        house.ask("enter_staff", staff=[a_person("zhao", duty_phone=phone)])


@pytest.mark.parametrize("phone", ["12345", "+86 28 0000 0001", "010-12345"])
def test_short_long_and_spaced_phones_are_taken(house, phone):
    assert house.ask("enter_staff", staff=[a_person("zhao", duty_phone=phone)])


def test_an_appointment_is_answered_as_it_is_kept(staffed):
    (answer,) = appoint(staffed, WANG_AT_1)

    assert answer == {
        "id": WANG_AT_1.id,
        "area_id": id_of("micro 1"),
        "role": "micro_grid_worker",
        "staff_id": WANG.id,
        "valid_from": "2026-01-01",
        "valid_to": None,
        "version": 1,
    }
    told = staffed.told()[-1]
    assert (told["type"], told["data"]["rows"]) == ("linli.grids.StaffAppointed.v1", [answer])


def test_the_holder_is_found_in_one_statement(staffed):
    appoint(staffed, WANG_AT_1)
    with statements() as sent:
        holder = staffed.holding(id_of("community")).ask("find_holder", area_id=id_of("micro 1"))

    assert len(sent) == 1
    assert holder == {
        "area_id": id_of("micro 1"),
        "area_name": "micro 1",
        "area_kind": "micro",
        "role": "micro_grid_worker",
        "vacant": False,
        "appointment_id": WANG_AT_1.id,
        "staff_id": WANG.id,
        "display_name": "wang",
        "duty_phone": "028-0000 0001",
        "valid_from": "2026-01-01",
        "valid_to": None,
    }


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        ("2025-12-31", None),
        ("2026-01-01", "wang"),
        ("2026-02-28", "wang"),
        ("2026-03-01", "li"),
        ("2026-03-31", "li"),
        ("2026-04-01", None),
    ],
)
def test_the_holder_is_whose_term_the_day_lies_in(staffed, on, holder):
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    appoint(
        staffed,
        a_duty("wang", "micro 1", valid_to=march),
        a_duty("li", "micro 1", valid_from=march, valid_to=april),
    )

    found = staffed.ask("find_holder", area_id=id_of("micro 1"), on=on)
    assert (found["display_name"], found["vacant"]) == (holder, holder is None)


@pytest.mark.parametrize(
    ("area", "refusal"), [("school", PostUnknown), ("micro elsewhere", AreaUnknown), ("nowhere", AreaUnknown)]
)
def test_where_there_is_no_post_to_be_seen_there_is_no_holder(staffed, area, refusal):
    with pytest.raises(refusal):
        staffed.holding(id_of("community")).ask("find_holder", area_id=id_of(area))


def test_a_batch_of_any_size_takes_the_same_statements(staffed):
    names = [f"m{number}" for number in range(499)]
    staffed.ask("found_areas", areas=[an_area(name, AreaKind.MICRO, "base 1") for name in names])
    with statements() as sent:
        assert len(appoint(staffed, WANG_AT_1, *(a_duty("wang", name) for name in names))) == 500

    assert sent == [
        "SELECT areas",
        "SELECT staff",
        "SELECT appointments",
        "INSERT posts",
        "SELECT appointments",
        "INSERT appointments",
    ]


def test_one_wrong_appointment_and_nobody_is_appointed(staffed):
    appoint(staffed, a_duty("li", "micro 2"))
    for wrong, refusal in [
        (a_duty("wang", "micro 2"), PostTaken),
        (a_duty("nobody", "micro 3"), StaffUnknown),
        (a_duty("wang", "nowhere"), AreaUnknown),
        (a_duty("wang", "base 1"), PostUnknown),
        (a_duty("wang", "micro 3", id=id_of("li at micro 2")), IdTaken),
    ]:
        with pytest.raises(refusal):
            appoint(staffed, WANG_AT_1, wrong)

    assert staffed.ask("find_holder", area_id=id_of("micro 1"))["vacant"] is True


def test_nobody_is_appointed_outside_what_the_caller_holds(staffed):
    holder = staffed.holding(id_of("base 1"))
    assert appoint(holder, WANG_AT_1)

    with pytest.raises(AreaUnknown):
        appoint(holder, a_duty("wang", "micro 3"))


def test_of_two_who_appoint_at_once_one_succeeds(staffed):
    duties = [a_duty(name, "micro 1", id=id_of(f"{name} at once")) for name in ("wang", "li")] * 3

    def try_to(number: int) -> str:
        duty = duties[number]
        try:
            appoint(
                staffed, a_duty("wang" if number % 2 else "li", "micro 1", id=id_of(f"{duty.id} {number}"))
            )
        except DomainError as refused:
            return refused.code
        return "appointed"

    with ThreadPoolExecutor(6) as threads:
        outcomes = sorted(threads.map(try_to, range(6)))
    assert outcomes == ["PostTaken"] * 5 + ["appointed"]


def test_an_ended_appointment_leaves_the_post_vacant(staffed):
    appoint(staffed, WANG_AT_1)

    ended = staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=1)

    assert (ended["valid_to"], ended["version"]) == ("2026-03-05", 2)
    assert staffed.ask("find_holder", area_id=id_of("micro 1"))["vacant"] is True
    assert staffed.ask("find_holder", area_id=id_of("micro 1"), on="2026-03-04")["vacant"] is False
    assert staffed.told()[-1]["data"] == {
        "appointment_id": WANG_AT_1.id,
        "area_id": id_of("micro 1"),
        "role": "micro_grid_worker",
        "staff_id": WANG.id,
        "valid_to": "2026-03-05",
        "version": 2,
    }


def test_a_stale_end_shows_what_stands_now(staffed):
    (appointed,) = appoint(staffed, WANG_AT_1)

    with pytest.raises(StaleVersion) as refused:
        staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=9)

    assert refused.value.values["current"] == appointed


@pytest.mark.parametrize("held", ["base 2", "elsewhere"])
def test_an_appointment_elsewhere_does_not_end(staffed, held):
    appoint(staffed, WANG_AT_1)

    with pytest.raises(AppointmentUnknown):
        staffed.holding(id_of(held)).ask(
            "end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=1
        )


def test_an_appointment_ends_once(staffed):
    appoint(staffed, WANG_AT_1)
    staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=1)

    with pytest.raises(AlreadyEnded):
        staffed.ask("end_appointment", appointment_id=WANG_AT_1.id, valid_to="2026-03-05", seen_version=2)


def posts(house: House, area: str, **asked: Any) -> list[tuple[str, str | None]]:
    listed = house.ask("list_posts", area_id=id_of(area), **asked)["items"]
    return [(row["area_name"], row["display_name"]) for row in listed]


@pytest.fixture
def held(staffed: House) -> House:
    appoint(staffed, WANG_AT_1, a_duty("li", "base 1", role=PostRole.GRID_WORKER))
    return staffed


def test_every_post_of_a_subtree_is_listed_held_or_vacant(held):
    assert posts(held, "community") == [
        ("total", None), ("base 1", "li"), ("micro 1", "wang"), ("micro 2", None), ("base 2", None),
        ("micro 3", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vacant", "listed"),
    [(True, [("micro 2", None)]), (False, [("base 1", "li"), ("micro 1", "wang")])],
)
def test_vacant_or_held_posts_are_listed_alone(held, vacant, listed):
    assert posts(held, "base 1", vacant=vacant) == listed


def test_posts_are_listed_as_they_stood_on_a_day(held):
    assert posts(held, "base 1", on="2025-12-31") == [("base 1", None), ("micro 1", None), ("micro 2", None)]


def test_posts_are_listed_page_by_page(held):
    first = held.ask("list_posts", area_id=id_of("base 1"), limit=2)
    second = held.ask("list_posts", area_id=id_of("base 1"), limit=2, after=first["next"])

    listed = [row["area_name"] for row in first["items"] + second["items"]]
    assert (listed, second["next"]) == (["base 1", "micro 1", "micro 2"], None)


@pytest.mark.parametrize("area", ["county", "elsewhere", "nowhere"])
def test_posts_outside_what_the_caller_holds_are_not_listed(held, area):
    with pytest.raises(AreaUnknown):
        posts(held.holding(id_of("community")), area)


def test_another_district_knows_nobody(held):
    there = held.elsewhere()

    assert there.ask("feed_staff")["items"] == []
    with pytest.raises(StaffUnknown):
        there.ask("get_staff", staff_id=WANG.id)
