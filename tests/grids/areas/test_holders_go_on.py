"""Whoever holds a post of what ends goes on with deputies and with who comes next; on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.grids.areas.domain.change_errors import PrimaryPostHeld
from tests.grids.areas.changing import LATER, founded, lived_in, merge, split
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import House
from tests.grids.posts.duties import appoint

DAY = timedelta(days=1)
SOON = LATER + 30 * DAY


@pytest.fixture
def manned(house: House) -> House:
    """Wang at micro 1 until a day to come, Li next; Li deputises today, and somebody else will."""
    lived_in(house)
    house.ask("enter_staff", staff=[a_person("zhao")])
    duties = house.ask("list_appointments", area_id=id_of("micro 1"))["items"]
    house.ask("end_appointment", appointment_id=duties[0]["id"], valid_to=SOON.isoformat(), seen_version=1)
    appoint(house, a_duty("li", "micro 1", id=id_of("next"), valid_from=SOON))
    appoint(house, deputy("li", "today", LATER - DAY, LATER + DAY))
    appoint(house, deputy("zhao", "to come", LATER + 5 * DAY, LATER + 9 * DAY))
    return house


def deputy(person: str, name: str, since: Any, until: Any, area: str = "micro 1") -> Any:
    return a_duty(person, area, id=id_of(name), deputises=True, valid_from=since, valid_to=until)


def appointed(house: House, area: str) -> list[tuple[str, bool, str, str | None]]:
    found = house.ask("list_appointments", area_id=id_of(area), on=LATER.isoformat(), limit=200)["items"]
    return [(each["display_name"], each["deputises"], each["valid_from"], each["valid_to"]) for each in found]


def merged(house: House, **more: Any) -> Any:
    return merge(house, "micro 1", into="micro 2", holder_of=id_of("micro 1"), **more)


def joined(house: House, **more: Any) -> Any:
    return merge(house, "micro 1", "micro 3", into=founded("micro 2 new", "micro", "base 1"), **more)


def parted(house: House, **more: Any) -> Any:
    return split(house, "micro 1", "part", primary="part", keeps_holder=True, **more)


WAYS = [
    (merged, "merge", "micro 2"),
    (joined, "merge", "micro 2 new"),
    (parted, "split", "part"),
]


@pytest.mark.parametrize(("change", "kind", "area"), WAYS)
def test_deputies_of_today_and_all_who_are_to_come_go_on_with_the_holder(manned: House, change, kind, area):
    told = change(manned, method=f"preview_{kind}")
    change(manned)

    assert sorted(appointed(manned, area)) == sorted(
        [
            ("wang", False, LATER.isoformat(), SOON.isoformat()),
            ("li", False, SOON.isoformat(), None),
            ("li", True, LATER.isoformat(), (LATER + DAY).isoformat()),
            ("zhao", True, (LATER + 5 * DAY).isoformat(), (LATER + 9 * DAY).isoformat()),
        ]
    )
    assert (told["posts"], told["posts_go_on"], told["posts_end"]) == (4, 4, 0)


def test_a_deputy_does_not_go_on_beside_one_of_the_primary_s(manned: House):
    appoint(manned, deputy("zhao", "there", LATER, LATER + 2 * DAY, area="micro 2"))

    told = merged(manned, method="preview_merge")
    merged(manned)

    deputies = [each for each in appointed(manned, "micro 2") if each[1]]
    assert deputies == [
        ("zhao", True, LATER.isoformat(), (LATER + 2 * DAY).isoformat()),
        ("zhao", True, (LATER + 5 * DAY).isoformat(), (LATER + 9 * DAY).isoformat()),
    ]
    assert (told["posts"], told["posts_go_on"], told["posts_end"]) == (4, 3, 1)


def test_all_end_where_the_primary_keeps_its_own_holder(manned: House):
    told = merge(manned, "micro 1", into="micro 2", method="preview_merge")

    assert (told["posts"], told["posts_go_on"], told["posts_end"]) == (4, 0, 4)


@pytest.mark.parametrize(("change", "kind", "area"), WAYS)
def test_what_was_to_begin_is_found_ended_on_its_first_day(manned: House, change, kind, area):
    change(manned)

    old = manned.ask("get_appointment", appointment_id=id_of("next"))
    assert (old["area_id"], old["valid_from"], old["valid_to"], old["version"]) == (
        id_of("micro 1"), SOON.isoformat(), SOON.isoformat(), 2,
    )  # fmt: skip
    assert appointed(manned, "micro 1") == []


def test_what_never_began_stands_in_no_list_and_is_handed_to_nobody(manned: House):
    merge(manned, "micro 1", into="micro 2")

    assert manned.ask("list_held_appointments", staff_id=id_of("li"))["items"] == []
    handed = manned.ask("hand_over", staff_id=id_of("li"), to_id=id_of("zhao"), on=LATER.isoformat())
    assert (handed["items"], handed["stays"]) == ([], [])
    told = manned.ask("preview_move", area_id=id_of("base 1"), parent_id=id_of("total"), seen_version=1)
    assert told["posts"] == 0


def test_who_never_began_may_hold_a_post_there_on_days_before(manned: House):
    merge(manned, "micro 1", into="micro 2")
    before = {"valid_from": LATER - 9 * DAY, "valid_to": LATER - 8 * DAY}

    [made] = appoint(manned, a_duty("li", "micro 1", id=id_of("before"), deputises=True, **before))

    assert made["valid_to"] == before["valid_to"].isoformat()


def doctor(person: str, area: str) -> Any:
    return a_duty(person, area, id=id_of(f"{person} heals at {area}"), role="doctor")


def held_in(house: House, area: str) -> list[tuple[str, str]]:
    found = house.ask("list_appointments", area_id=id_of(area), on=LATER.isoformat(), limit=200)["items"]
    return sorted((each["role"], each["display_name"]) for each in found if not each["deputises"])


def test_a_holder_goes_on_beside_whoever_holds_another_post_of_the_primary_s(manned: House):
    """A doctor there and one who comes along are two of many; who is both is one of them once."""
    appoint(manned, doctor("zhao", "micro 2"), doctor("zhao", "micro 1"), doctor("li", "micro 1"))

    told = merged(manned, method="preview_merge")
    merged(manned)

    assert held_in(manned, "micro 2") == [
        ("doctor", "li"), ("doctor", "zhao"), ("micro_grid_worker", "li"), ("micro_grid_worker", "wang"),
    ]  # fmt: skip
    assert (told["posts"], told["posts_go_on"], told["posts_end"]) == (6, 5, 1)


def test_who_holds_one_of_many_posts_goes_on_where_the_primary_has_its_own_worker(manned: House):
    appoint(manned, doctor("zhao", "micro 3"), a_duty("li", "micro 2", id=id_of("worker there")))

    merge(manned, "micro 3", into="micro 2", holder_of=id_of("micro 3"))

    assert held_in(manned, "micro 2") == [("doctor", "zhao"), ("micro_grid_worker", "li")]


def test_a_deputy_alone_does_not_come_to_stand_in_for_the_primary_s_own_holder(manned: House):
    appoint(manned, deputy("zhao", "alone", LATER, LATER + 2 * DAY, area="micro 3"))
    appoint(manned, a_duty("li", "micro 2", id=id_of("worker there")))

    merge(manned, "micro 3", into="micro 2", holder_of=id_of("micro 3"))

    assert appointed(manned, "micro 2") == [("li", False, "2026-01-01", None)]


@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
def test_nobody_goes_on_in_a_post_of_one_that_somebody_holds(manned: House, method):
    appoint(manned, doctor("zhao", "micro 2"), a_duty("li", "micro 2", id=id_of("worker there")))

    with pytest.raises(PrimaryPostHeld) as refused:
        merged(manned, method=method)
    assert refused.value.values["appointment_id"] == id_of("worker there")
