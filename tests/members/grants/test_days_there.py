"""Days that were kept before bounds were asked for park nothing: what is heard of them is followed."""

from typing import Any

import pytest

from services.members.grants.schemas import (
    AppointmentEndedSchema,
    GroupingHoldersChangedSchema,
    StaffAppointedSchema,
)
from services.members.grants.use_cases.follow_groupings import FollowHolders, follow_holders
from services.members.grants.use_cases.follow_posts import (
    FollowAppointments,
    follow_appointments,
    follow_end,
)
from tests.members.builders import NOW, id_of
from tests.members.grants.test_posts import held_at
from tests.members.house import House

OLD, FAR = "0001-01-01", "9999-12-31"


def follow(house: House, told: Any) -> None:
    steps: dict[Any, Any] = {FollowAppointments: follow_appointments, FollowHolders: follow_holders}
    call = house._call("test", True, "follow")
    try:
        steps.get(type(told), follow_end)(told, call.begin, call.caller)
        call.commit(None)
    finally:
        call.rollback()


def a_row(name: str, valid_from: str, valid_to: str | None, **more: Any) -> dict[str, Any]:
    held = {"id": id_of(name), "staff_id": id_of("zhang"), "valid_from": valid_from, "valid_to": valid_to}
    return held | {"version": 1} | more


@pytest.mark.parametrize("until", [None, FAR])
def test_a_post_since_the_first_day_of_all_gives_its_grant(house: House, until: str | None):
    row = a_row("post", OLD, until, area_id=id_of("lane"), role="grid_worker")
    follow(house, StaffAppointedSchema().load({"rows": [row]}))
    assert [held.role for held in held_at(house, NOW)] == ["grid_worker"]


def test_a_post_that_ended_on_such_a_day_gives_none(house: House):
    row = a_row("post", "2020-01-01", None, area_id=id_of("lane"), role="grid_worker")
    follow(house, StaffAppointedSchema().load({"rows": [row]}))
    end: dict[str, Any] = {"appointment_id": id_of("post"), "area_id": id_of("lane"), "role": "grid_worker"}
    end |= {"staff_id": id_of("zhang"), "valid_to": OLD, "version": 2}
    follow(house, AppointmentEndedSchema().load(end))
    assert held_at(house, NOW) == ()


def test_a_closed_grouping_ends_all_its_grants_though_one_is_of_such_a_day(house: House):
    held = {"grouping_id": id_of("yard"), "role": "grouping_leader"}
    rows = [a_row("old", OLD, None, **held), a_row("new", "2026-01-01", None, **held)]
    follow(house, GroupingHoldersChangedSchema().load({"rows": rows}))
    assert len(held_at(house, NOW)) == 2
    ended = [row | {"valid_to": "2026-03-01", "version": 2} for row in rows]
    follow(house, GroupingHoldersChangedSchema().load({"rows": ended}))
    assert held_at(house, NOW) == ()
