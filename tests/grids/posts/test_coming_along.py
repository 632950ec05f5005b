"""A general-total grid has its chief ex officio as soon as it stands below a secretary, on both databases."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.grids.posts.domain.roles import USUAL
from tests.grids.areas.changing import LATER, founded, merge, split, told
from tests.grids.builders import NOW, TODAY, a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import hand

DAY = timedelta(days=1)
SECRETARY = {"role": "community_secretary"}


@pytest.fixture
def led(staffed: House) -> House:
    """Wang is secretary, and so chief of the one general-total grid; ten days later."""
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    staffed.clock.moment = NOW + 10 * DAY
    return staffed


def found(house: House, name: str = "new total", under: str = "community", **said: Any) -> None:
    house.ask("found_areas", areas=[founded(name, "general_total", under)], **said)


def chief(house: House, area: str = "new total", on: date = LATER) -> str | None:
    held: str | None = house.ask("find_holder", area_id=id_of(area), on=on.isoformat())["display_name"]
    return held


def chiefs(house: House, area: str = "new total", on: date = LATER) -> list[dict[str, Any]]:
    items = house.ask("list_appointments", area_id=id_of(area), on=on.isoformat(), limit=50)["items"]
    return list(items)


@pytest.mark.parametrize("months", [None, 60])
def test_it_lasts_as_long_as_the_secretary_whatever_the_chief_s_own_term(staffed, months):
    terms = {"chief": 36, "community_secretary": months}
    roles = [asdict(replace(each, term_months=terms.get(each.key))) for each in USUAL.roles]
    staffed.ask("write_post_roles", valid_from=TODAY.isoformat(), roles=roles, seen_version=0)
    made = appoint(staffed, a_duty("wang", "community", **SECRETARY, valid_from=TODAY))
    assert len({each["valid_to"] for each in made}) == 1
    assert (made[0]["valid_to"] is None) == (months is None)


def test_who_was_withdrawn_as_secretary_is_chief_of_no_grid(staffed):
    [secretary, _] = appoint(staffed, a_duty("wang", "community", **SECRETARY, valid_from=LATER))
    ends = {"appointment_id": secretary["id"], "valid_to": TODAY.isoformat(), "seen_version": 1}
    staffed.ask("end_appointment", **ends)
    found(staffed)
    assert chiefs(staffed, on=TODAY) == []


def test_a_grid_that_is_founded_later_has_the_secretary_for_its_chief_from_that_day(led):
    before = len(led.told())
    found(led)
    assert (chief(led), chief(led, on=LATER - DAY)) == ("wang", None)
    [row] = [row for each in told(led, before, "StaffAppointed") for row in each["rows"]]
    assert (row["area_id"], row["role"], row["grants"]) == (id_of("new total"), "chief", "chief")
    assert (row["valid_from"], row["valid_to"]) == (LATER.isoformat(), None)


def test_it_ends_with_the_secretary_and_not_alone(led):
    found(led)
    secretary = next(each for each in chiefs(led, "community") if each["role"] == "community_secretary")
    until = (LATER + DAY).isoformat()
    led.ask("end_appointment", appointment_id=secretary["id"], valid_to=until, seen_version=1)
    assert (chief(led), chief(led, on=LATER + DAY)) == ("wang", None)


@pytest.mark.parametrize("day", [LATER - 2 * DAY, LATER])
def test_a_secretary_ends_before_they_would_have_become_chief(led, day):
    found(led)
    before = len(led.told())
    secretary = id_of("wang at community")
    led.ask("end_appointment", appointment_id=secretary, valid_to=day.isoformat(), seen_version=1)
    assert (chief(led), chief(led, on=LATER + DAY), chiefs(led)) == (None, None, [])
    ends = told(led, before, "AppointmentEnded")
    [never] = [each for each in ends if each["area_id"] == id_of("new total")]
    assert (never["valid_to"], never["version"]) == (LATER.isoformat(), 2)


@pytest.mark.parametrize("day", [LATER - 2 * DAY, LATER])
def test_a_secretary_is_handed_over_before_they_would_have_become_chief(led, day):
    found(led)
    shown = hand(led, on=day.isoformat(), dry_run=True)
    done = hand(led, on=day.isoformat())
    assert {each["id"] for each in done["items"]} == {each["id"] for each in shown["items"]}
    [held] = chiefs(led)
    assert (held["display_name"], held["valid_from"]) == ("li", LATER.isoformat())
    secretary = next(each for each in chiefs(led, "community") if each["valid_to"] is None)
    assert held["ex_officio_of"] == secretary["id"]
    until = (LATER + 5 * DAY).isoformat()
    led.ask("end_appointment", appointment_id=secretary["id"], valid_to=until, seen_version=1)
    assert chief(led, on=LATER + 5 * DAY) is None


def test_a_secretary_s_term_and_deputies_are_the_chief_s_too(led):
    leave = {"deputises": True, "valid_from": LATER - DAY, "valid_to": LATER + 3 * DAY}
    appoint(led, a_duty("li", "community", id=id_of("leave"), **SECRETARY, **leave))
    found(led)
    held = {(each["deputises"], each["valid_from"], each["valid_to"]) for each in chiefs(led)}
    assert held == {
        (False, LATER.isoformat(), None),
        (True, LATER.isoformat(), (LATER + 3 * DAY).isoformat()),
    }


@pytest.mark.parametrize(("last", "holder"), [(LATER, None), (LATER + DAY, "wang")])
def test_a_secretary_who_has_left_by_then_is_nobody_s_chief(staffed, last, holder):
    appoint(staffed, a_duty("wang", "community", **SECRETARY, valid_to=last))
    staffed.clock.moment = NOW + 10 * DAY
    found(staffed)
    assert chief(staffed) == holder


def test_a_secretary_to_come_becomes_chief_on_their_first_day(staffed):
    appoint(staffed, a_duty("wang", "community", **SECRETARY, valid_from=LATER + DAY))
    staffed.clock.moment = NOW + 10 * DAY
    found(staffed)
    assert (chief(staffed), chief(staffed, on=LATER + DAY)) == (None, "wang")


def test_where_there_is_no_secretary_nobody_is_appointed(staffed):
    before = len(staffed.told())
    found(staffed)
    assert (chief(staffed, on=TODAY), told(staffed, before, "StaffAppointed")) == (None, [])


def test_a_refused_founding_appoints_nobody(led):
    before = len(led.told())
    with pytest.raises(Exception, match="AreaNameTaken"):
        led.ask(
            "found_areas", areas=[founded("total", "general_total", "community") | {"id": id_of("other")}]
        )
    assert len(led.told()) == before


def test_the_parts_of_a_split_grid_have_the_secretary_for_their_chief(led):
    split(led, "total", "east", "west", primary="east", children={"base 1": "east", "base 2": "west"})
    assert (chief(led, "east"), chief(led, "west")) == ("wang", "wang")
    assert (chiefs(led, "total"), chief(led, "total", LATER - DAY)) == ([], "wang")


def test_a_part_that_keeps_the_holder_has_one_chief(led):
    split(led, "total", "east", "west", primary="east", keeps_holder=True)
    assert (len(chiefs(led, "east")), chief(led, "east"), chief(led, "west")) == (1, "wang", "wang")


def test_a_grid_that_comes_under_another_community_gets_that_one_s_secretary(led):
    """Two communities become one: the secretary of the one that ends is no chief any more."""
    second = {"id": id_of("second"), "name": "second", "kind": "community", "parent_id": id_of("township")}
    led.ask("found_areas", areas=[second])
    found(led, "second total", "second")
    appoint(led, a_duty("li", "second", **SECRETARY, valid_from=LATER))
    led.clock.moment = NOW + 20 * DAY
    day = LATER + 10 * DAY
    assert (chief(led, "total", day), chief(led, "second total", day)) == ("wang", "li")

    merge(led, "community", into="second")

    assert (chief(led, "total", day - DAY), chief(led, "total", day)) == ("wang", "li")
    assert chief(led, "second total", day) == "li"


def test_the_holder_who_goes_on_in_a_successor_is_chief_of_what_is_below_it(led):
    led.ask("found_areas", areas=[founded("second", "community", "township")])
    found(led, "second total", "second")
    led.clock.moment = NOW + 20 * DAY
    day = LATER + 10 * DAY
    made = {"id": id_of("joined"), "name": "joined", "kind": "community", "parent_id": id_of("township")}
    merge(led, "community", "second", into=made, holder_of=id_of("community"))
    assert (chief(led, "total", day), chief(led, "second total", day)) == ("wang", "wang")
    assert len(chiefs(led, "total", day)) == 1


def test_a_grid_that_moves_within_the_district_changes_its_chief(led):
    led.ask("found_areas", areas=[founded("second", "community", "township")])
    found(led, "second total", "second")
    appoint(led, a_duty("li", "second", **SECRETARY, valid_from=LATER))
    version = led.ask("get_area", area_id=id_of("second total"))["version"]
    led.ask("move_area", area_id=id_of("second total"), parent_id=id_of("community"), seen_version=version)
    assert (chief(led, "second total"), len(chiefs(led, "second total"))) == ("wang", 1)


@pytest.mark.parametrize("led_before", [False, True])
def test_a_secretary_who_is_entered_late_was_chief_since_the_grid_came(staffed, led_before):
    """Before that it was another community's, whether that had a secretary or not."""
    if led_before:
        appoint(staffed, a_duty("li", "elsewhere", **SECRETARY))
    staffed.clock.moment = NOW + 10 * DAY
    version = staffed.ask("get_area", area_id=id_of("total elsewhere"))["version"]
    there = {"area_id": id_of("total elsewhere"), "parent_id": id_of("community")}
    staffed.ask("move_area", **there, seen_version=version)
    version = staffed.ask("get_area", area_id=id_of("total elsewhere"))["version"]
    staffed.clock.moment = NOW + 12 * DAY
    staffed.ask("rename_area", area_id=id_of("total elsewhere"), name="came along", seen_version=version)

    appoint(staffed, a_duty("wang", "community", **SECRETARY))

    days = [chief(staffed, "total elsewhere", on=LATER - more) for more in (DAY, 0 * DAY)]
    assert days == ["li" if led_before else None, "wang"]


def test_a_secretary_whose_term_was_over_before_the_grid_came_is_no_chief_of_it(staffed):
    roles = [asdict(each) for each in USUAL.roles]
    roles = [each | {"term_months": 12} if each["key"] == SECRETARY["role"] else each for each in roles]
    staffed.ask("write_post_roles", valid_from="2024-01-01", roles=roles, seen_version=0)
    staffed.clock.moment = NOW + 10 * DAY
    version = staffed.ask("get_area", area_id=id_of("total elsewhere"))["version"]
    there = {"area_id": id_of("total elsewhere"), "parent_id": id_of("community")}
    staffed.ask("move_area", **there, seen_version=version)

    made = appoint(staffed, a_duty("wang", "community", **SECRETARY, valid_from=date(2024, 3, 1)))

    assert {each["area_id"] for each in made} == {id_of("community"), id_of("total")}


def test_whoever_is_chief_again_on_the_same_day_is_appointed_anew(led):
    """Who heard of the end knows that appointment as one that is over."""
    found(led)
    before = len(led.told())
    for parent in ("elsewhere", "community"):
        version = led.ask("get_area", area_id=id_of("new total"))["version"]
        led.ask("move_area", area_id=id_of("new total"), parent_id=id_of(parent), seen_version=version)
    [ended] = told(led, before, "AppointmentEnded")
    [again] = [row for each in told(led, before, "StaffAppointed") for row in each["rows"]]
    assert (ended["area_id"], again["area_id"]) == (id_of("new total"), id_of("new total"))
    assert ended["appointment_id"] != again["id"]
    assert [each["id"] for each in chiefs(led)] == [again["id"]]
