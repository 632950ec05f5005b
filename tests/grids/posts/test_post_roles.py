"""Which posts there are: the usual ones, and what a district says from a day on; on both databases."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.roles import Roles
from services.grids.posts.domain.errors import (
    ChangedInPast,
    ExOfficioChain,
    ExOfficioCircle,
    ExOfficioUnknown,
    GrantNotOfPosts,
    PostUnknown,
    RoleHeld,
    RoleHeldByMany,
    RoleKindUnknown,
    RoleTwice,
    TermTooLong,
)
from services.grids.posts.domain.roles import (
    CHIEF,
    MICRO_GRID_WORKER,
    POSTS_MAY_GIVE,
    USUAL,
    PostRole,
    RoleScheme,
    months_after,
)
from services.members.grants.domain.role import ADMINISTRATORS, Role
from tests.grids.builders import a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import WANG_AT_1, appoint

FROM = "2026-03-05"
HELPER = PostRole("helper", "帮手", "Helper", ("micro",), many=True, grants="volunteer")


def write(house: House, *roles: PostRole, since: str = FROM, seen: int = 0) -> Any:
    rows = [asdict(role) for role in roles]
    return house.ask("write_post_roles", valid_from=since, roles=rows, seen_version=seen)


def test_a_district_that_has_written_nothing_has_the_usual_posts(house):
    shown = house.ask("get_post_roles")

    assert (shown["version"], shown["editions"], shown["on"]) == (0, [], "2026-03-05")
    assert [role["key"] for role in shown["roles"]] == [role.key for role in USUAL.roles]
    assert {"chief", "grid_worker", "micro_grid_worker"} == {
        role["key"] for role in shown["roles"] if role["expected"]
    }


def test_posts_are_as_of_days(staffed):
    written = write(staffed, *USUAL.roles, HELPER)
    assert (written["version"], written["roles"][-1]["name_zh"]) == (1, "帮手")
    assert "helper" not in {each["key"] for each in staffed.ask("get_post_roles", on="2026-03-04")["roles"]}

    with pytest.raises(PostUnknown):
        appoint(staffed, a_duty("wang", "micro 1", role="helper", valid_from=date(2026, 3, 4)))
    [duty] = appoint(staffed, a_duty("wang", "micro 1", role="helper", valid_from=date(2026, 3, 5)))
    assert duty["grants"] == "volunteer"
    assert staffed.told()[-1]["data"]["rows"][0]["grants"] == "volunteer"


def test_a_later_edition_holds_from_its_day_on(house):
    write(house, *USUAL.roles, HELPER)
    write(house, *USUAL.roles, replace(HELPER, name_zh="助手"), since="2026-04-01", seen=1)

    names = [
        house.ask("get_post_roles", on=day)["roles"][-1]["name_zh"]
        for day in ("2026-03-05", "2026-03-31", "2026-04-01")
    ]
    assert names == ["帮手", "帮手", "助手"]


def test_another_district_keeps_its_own(house):
    write(house, *USUAL.roles, HELPER)
    assert house.elsewhere().ask("get_post_roles")["version"] == 0


def test_the_writing_is_told(house):
    write(house, *USUAL.roles)
    told = house.told()[-1]
    assert (told["type"], told["data"]["valid_from"]) == ("linli.grids.PostRolesWritten.v1", FROM)


def test_who_holds_less_than_the_district_writes_none(house):
    with pytest.raises(PermissionMissing):
        write(house.holding(id_of("county")), *USUAL.roles)


def test_who_saw_an_older_edition_is_refused(house):
    write(house, *USUAL.roles)
    with pytest.raises(StaleVersion):
        write(house, *USUAL.roles, HELPER)


def test_the_first_may_begin_before_today_and_no_other(house):
    write(house, *USUAL.roles, since="2020-01-01")
    with pytest.raises(ChangedInPast) as refused:
        write(house, *USUAL.roles, since="2026-03-04", seen=1)
    assert refused.value.about == ("valid_from",)
    assert write(house, *USUAL.roles, since="2026-03-05", seen=1)["version"] == 2


ROUND = (replace(HELPER, ex_officio_of="other"), replace(HELPER, key="other", ex_officio_of="helper"))
WRONG = [
    ((HELPER, HELPER), RoleTwice),
    ((replace(HELPER, grants="system_administrator"),), GrantNotOfPosts),
    ((replace(HELPER, grants="district_officer"),), GrantNotOfPosts),
    ((replace(HELPER, grants="operator"),), GrantNotOfPosts),
    ((replace(HELPER, grants="nothing"),), GrantNotOfPosts),
    ((replace(HELPER, kinds=("micro", "village")),), RoleKindUnknown),
    ((replace(HELPER, ex_officio_of="nobody"),), ExOfficioUnknown),
    ((replace(HELPER, ex_officio_of="helper"),), ExOfficioUnknown),
    (ROUND, ExOfficioCircle),
    ((replace(HELPER, ex_officio_of="chief"),), ExOfficioChain),
]


@pytest.mark.parametrize(("roles", "refusal"), WRONG)
def test_one_wrong_role_and_nothing_is_written(house, roles, refusal):
    with pytest.raises(refusal) as refused:
        write(house, *USUAL.roles, *roles)
    assert refused.value.about == ("roles",)
    assert house.ask("get_post_roles")["version"] == 0


def test_a_post_gives_only_what_people_are_granted_in_an_area():
    assert set(Role) & set(Roles.load().permissions) >= POSTS_MAY_GIVE
    assert not POSTS_MAY_GIVE & (ADMINISTRATORS | {Role.DISTRICT_OFFICER})
    assert {role.grants for role in USUAL.roles} - {None} <= POSTS_MAY_GIVE


def test_a_role_that_somebody_holds_stays(staffed):
    appoint(staffed, a_duty("wang", "micro 1", valid_to=date(2026, 4, 1)))
    without = [role for role in USUAL.roles if role != MICRO_GRID_WORKER]

    with pytest.raises(RoleHeld) as refused:
        write(staffed, *without, since="2026-03-31")
    assert refused.value.values == {"role": "micro_grid_worker", "appointment_id": WANG_AT_1.id}
    assert write(staffed, *without, since="2026-04-01")["version"] == 1


def test_a_role_stays_where_somebody_holds_it(staffed):
    appoint(staffed, a_duty("wang", "micro 1", role="doctor", valid_to=date(2026, 4, 1)))
    narrowed = [replace(role, kinds=("community",)) if role.key == "doctor" else role for role in USUAL.roles]

    with pytest.raises(RoleHeld) as refused:
        write(staffed, *narrowed, since="2026-03-31")
    assert (refused.value.about, refused.value.values["role"]) == (("roles",), "doctor")
    without_base = [
        replace(role, kinds=("community", "micro")) if role.key == "doctor" else role for role in USUAL.roles
    ]
    assert write(staffed, *without_base, since="2026-03-31")["version"] == 1
    assert write(staffed, *narrowed, since="2026-04-01", seen=1)["version"] == 2


def test_a_role_that_several_hold_at_once_is_not_one_of_a_single_holder_yet(staffed):
    doctors = {"role": "doctor", "valid_from": date(2026, 3, 10)}
    appoint(staffed, a_duty("wang", "micro 1", valid_to=date(2026, 4, 1), **doctors))
    appoint(
        staffed, a_duty("li", "micro 1", **doctors), a_duty("li", "micro 2", id=id_of("second"), **doctors)
    )
    single = [replace(role, many=False) if role.key == "doctor" else role for role in USUAL.roles]

    for since in ("2026-03-05", "2026-03-31"):
        with pytest.raises(RoleHeldByMany) as refused:
            write(staffed, *single, since=since)
        assert (refused.value.about, refused.value.role) == (("roles",), "doctor")
    assert write(staffed, *single, since="2026-04-01")["version"] == 1


@pytest.mark.parametrize(
    ("until", "ends"),
    [(None, date(2029, 3, 5)), (date(2029, 3, 5), date(2029, 3, 5)), (date(2027, 1, 1), date(2027, 1, 1))],
)
def test_a_role_with_a_term_ends_with_it(until, ends):
    assert replace(CHIEF, term_months=36).last_day_off(date(2026, 3, 5), until) == ends


def test_nobody_is_appointed_beyond_the_role_s_term(staffed):
    write(staffed, *USUAL.roles, replace(HELPER, term_months=12), since="2026-01-01")
    duty = {"role": "helper", "valid_from": date(2026, 1, 1)}
    with pytest.raises(TermTooLong) as refused:
        appoint(staffed, a_duty("wang", "micro 1", **duty, valid_to=date(2027, 1, 2)))
    assert refused.value.about == ("appointments.0.valid_to",)
    [held] = appoint(staffed, a_duty("wang", "micro 1", **duty))
    assert held["valid_to"] == "2027-01-01"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(9999, 1, 1), 12, date.max),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(day, months, later):
    assert months_after(day, months) == later


def test_the_own_post_of_a_kind_is_the_expected_one_that_answers_first():
    sub = replace(CHIEF, key="sub", kinds=("base",), rung=5, ex_officio_of=None)
    worker = replace(sub, key="worker", rung=3)
    helper = replace(sub, key="helper", rung=1, expected=False)
    assert RoleScheme((sub, helper, worker)).main("base") == worker
