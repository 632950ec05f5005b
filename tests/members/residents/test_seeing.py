"""Names are masked by role: who may read residents sees them whole or by their first character."""

from datetime import UTC, datetime

import pytest

from services.chassis.caller import Caller, Grant
from services.chassis.roles import Roles
from services.members.residents.seeing import NAMES_MASKED_FOR, NAMES_WHOLE_FOR, sees_names

NOW = datetime(2026, 3, 5, tzinfo=UTC)


def somebody(*grants: Grant) -> Caller:
    return Caller("d1", "somebody", "person", grants)


def test_every_role_that_reads_residents_is_of_one_kind():
    reading = {role for role, held in Roles.load().permissions.items() if "residents.read" in held}
    assert reading == NAMES_WHOLE_FOR | NAMES_MASKED_FOR
    assert NAMES_WHOLE_FOR.isdisjoint(NAMES_MASKED_FOR)


@pytest.mark.parametrize("role", sorted(NAMES_WHOLE_FOR | NAMES_MASKED_FOR))
def test_a_role_sees_names_as_its_kind_does(role: str):
    assert sees_names(somebody(Grant(role, "lane")), NOW) is (role in NAMES_WHOLE_FOR)


@pytest.mark.parametrize("beside", ["township_officer", "platform_key"])
def test_of_two_roles_the_narrower_counts(beside: str):
    assert not sees_names(somebody(Grant("grid_worker", "lane"), Grant(beside)), NOW)


@pytest.mark.parametrize("grants", [(), (Grant("resident"),), (Grant("grid_worker", "lane", until=NOW),)])
def test_who_holds_no_such_role_now_sees_no_name(grants: tuple[Grant, ...]):
    assert not sees_names(somebody(*grants), NOW)


def test_a_role_that_reads_nobody_takes_nothing_away():
    assert sees_names(somebody(Grant("grid_worker", "lane"), Grant("volunteer")), NOW)
