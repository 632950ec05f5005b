"""Nobody is appointed beyond what an edition of post roles to come leaves standing; on both databases."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from services.grids.posts.domain.errors import PostTaken
from services.grids.posts.domain.role_errors import AppointedBeyondRole
from services.grids.posts.domain.roles import USUAL, PostRole
from tests.grids.areas.changing import LATER, told
from tests.grids.builders import NOW, a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import appoint
from tests.grids.posts.test_coming_along import DAY, SECRETARY, chiefs, found


def write(house: House, *roles: PostRole, since: str) -> Any:
    rows = [asdict(role) for role in roles]
    return house.ask("write_post_roles", valid_from=since, roles=rows, seen_version=0)


def test_nobody_is_appointed_beyond_the_day_on_which_a_role_goes(staffed):
    write(staffed, *(role for role in USUAL.roles if role.key != "sub_leader"), since="2026-10-01")
    duty = {"role": "sub_leader", "valid_from": date(2026, 3, 10)}
    for until in (None, date(2026, 10, 2)):
        with pytest.raises(AppointedBeyondRole) as refused:
            appoint(staffed, a_duty("wang", "base 1", **duty, valid_to=until))
        assert refused.value.about == ("appointments.0.valid_to",)
        assert refused.value.values == {"role": "sub_leader", "goes_on": date(2026, 10, 1)}
    assert appoint(staffed, a_duty("wang", "base 1", **duty, valid_to=date(2026, 10, 1)))


def test_nobody_is_appointed_where_a_role_stands_no_more_from_then_on(staffed):
    narrowed = [replace(role, kinds=("community",)) if role.key == "doctor" else role for role in USUAL.roles]
    write(staffed, *narrowed, since="2026-10-01")
    with pytest.raises(AppointedBeyondRole):
        appoint(staffed, a_duty("wang", "micro 1", role="doctor"))
    assert appoint(staffed, a_duty("wang", "community", role="doctor"))


def test_two_are_not_appointed_beyond_the_day_from_which_one_alone_holds_it(staffed):
    single = [replace(role, many=False) if role.key == "doctor" else role for role in USUAL.roles]
    write(staffed, *single, since="2026-10-01")
    appoint(staffed, a_duty("wang", "micro 1", role="doctor"))
    with pytest.raises(PostTaken) as refused:
        appoint(staffed, a_duty("li", "micro 1", role="doctor"))
    assert refused.value.values["appointment_id"] == id_of("wang at micro 1")
    assert appoint(staffed, a_duty("li", "micro 1", role="doctor", valid_to=date(2026, 10, 1)))


def test_what_comes_with_a_post_ends_where_its_role_goes(staffed):
    write(staffed, *(role for role in USUAL.roles if role.key != "chief"), since="2026-10-01")
    secretary, chief = appoint(staffed, a_duty("wang", "community", role="community_secretary"))
    assert (secretary["valid_to"], chief["valid_to"]) == (None, "2026-10-01")


def test_nobody_is_brought_to_a_post_whose_role_had_gone_before_its_grid_was_there(staffed):
    """Who has been secretary since before the role went is written down behind the founding."""
    write_without_chiefs(staffed, LATER)
    staffed.clock.moment = NOW + 20 * DAY
    found(staffed, effective_on=(LATER + 5 * DAY).isoformat(), document_number="街办〔2026〕5号")
    made = appoint(staffed, a_duty("wang", "community", **SECRETARY))
    assert [each["area_id"] for each in made if each["role"] == "chief"] == [id_of("total")]
    assert chiefs(staffed, on=LATER + 6 * DAY) == []


def write_without_chiefs(house: House, since: date) -> None:
    """Nobody comes along any more, and general-total grids have no chief."""
    write(house, *(role for role in USUAL.roles if role.key != "chief"), since=since.isoformat())


@pytest.mark.parametrize("goes", [LATER + DAY, LATER + 30 * DAY])
def test_nobody_comes_along_beyond_the_day_on_which_the_role_goes(staffed, goes):
    """As whoever is appointed at once is not."""
    write_without_chiefs(staffed, goes)
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    staffed.clock.moment = NOW + 10 * DAY
    before = len(staffed.told())
    found(staffed)
    [at_once], [later] = chiefs(staffed, "total"), chiefs(staffed)
    assert [each["valid_to"] for each in (at_once, later)] == [goes.isoformat()] * 2
    [row] = [row for each in told(staffed, before, "StaffAppointed") for row in each["rows"]]
    assert row["valid_to"] == goes.isoformat()


@pytest.mark.parametrize("begins", [LATER + 5 * DAY, LATER + 6 * DAY])
def test_nobody_comes_along_who_begins_as_the_role_has_gone(staffed, begins):
    write_without_chiefs(staffed, LATER + 5 * DAY)
    appoint(staffed, a_duty("wang", "community", **SECRETARY, valid_from=begins))
    staffed.clock.moment = NOW + 10 * DAY
    found(staffed)
    assert chiefs(staffed) == []
