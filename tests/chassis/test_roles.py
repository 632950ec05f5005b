"""Where a caller may act: the subtrees of the grants that hold now and carry the permission."""

from datetime import UTC, datetime, timedelta
from itertools import chain, permutations

import pytest

from services.chassis import roles as roles_of_house
from services.chassis.caller import NOWHERE, WHOLE_DISTRICT, Caller, Grant, PrincipalKind, Scope
from services.chassis.roles import Roles
from services.members.grants.domain.role import Role
from services.members.platform_keys.domain.platform_role import PlatformRole

NOW = datetime(2026, 3, 5, tzinfo=UTC)
ROLES = Roles.load()
SECOND = timedelta(seconds=1)


PERMISSIONS = [
    "areas.change",
    "areas.feed",
    "areas.import",
    "areas.read",
    "audit.read",
    "candidates.change",
    "candidates.read",
    "cases.assign",
    "cases.close",
    "cases.handle",
    "cases.read",
    "cases.register",
    "codes.change",
    "dwellings.change",
    "dwellings.read",
    "events.tend",
    "glass.break",
    "grants.give",
    "grants.read",
    "grants.stand",
    "jobs.cancel",
    "jobs.read",
    "keys.manage",
    "keys.open",
    "keys.read",
    "labels.make",
    "labels.open",
    "labels.read",
    "levels.change",
    "meals.close",
    "meals.enrol",
    "meals.find",
    "meals.read",
    "meals.serve",
    "messages.read",
    "mirrors.tend",
    "operator.read",
    "organisations.change",
    "organisations.read",
    "places.change",
    "places.read",
    "posts.change",
    "posts.read",
    "programmes.change",
    "programmes.read",
    "residents.change",
    "residents.contact",
    "residents.feed",
    "residents.import",
    "residents.read",
    "residents.reveal",
    "roles.change",
    "seals.renew",
    "staff.change",
    "staff.read",
    "templates.change",
    "templates.read",
    "tokens.issue",
    "work.log",
    "work.read",
]


def a_caller(*grants: Grant, kind: PrincipalKind = "person") -> Caller:
    return Caller("chenghua", "li-na", kind, grants)


def test_areas_of_several_grants_come_together_once_and_in_order() -> None:
    caller = a_caller(Grant("grid_worker", "b"), Grant("community_secretary", "a"), Grant("grid_worker", "b"))
    assert ROLES.scope(caller, "cases.read", NOW) == Scope(("a", "b"))


def test_a_grant_counts_only_for_what_its_role_may_do() -> None:
    caller = a_caller(Grant("resident", "a"), Grant("grid_worker", "b"))
    assert ROLES.scope(caller, "cases.close", NOW) == Scope(("b",))
    assert ROLES.scope(caller, "cases.register", NOW) == Scope(("a", "b"))


def test_a_role_that_is_no_more_gives_nothing_and_takes_nothing_from_the_others() -> None:
    caller = a_caller(Grant("river_chief"), Grant("grid_worker", "b"), Grant("", "c"))
    assert ROLES.scope(caller, "cases.read", NOW) == Scope(("b",))
    assert ROLES.scope(caller, "staff.change", NOW) == NOWHERE


def test_a_grant_without_an_area_is_the_whole_district() -> None:
    caller = a_caller(Grant("grid_worker", "b"), Grant("district_officer"))
    assert ROLES.scope(caller, "cases.read", NOW) == WHOLE_DISTRICT


@pytest.mark.parametrize("grants", [(), (Grant("resident", "a"),), (Grant("nobody", "a"),)])
def test_without_a_grant_that_carries_it_a_caller_may_act_nowhere(grants: tuple[Grant, ...]) -> None:
    assert ROLES.scope(a_caller(*grants), "staff.change", NOW) == NOWHERE


def test_a_grant_ends_at_its_moment_though_it_was_just_asked_for() -> None:
    roles = Roles.load()
    caller = a_caller(Grant("grid_worker", "a", until=NOW), Grant("grid_worker", "b", until=NOW + SECOND))
    assert roles.scope(caller, "cases.read", NOW - SECOND) == Scope(("a", "b"))
    assert roles.scope(caller, "cases.read", NOW) == Scope(("b",))
    assert roles.scope(caller, "cases.read", NOW + SECOND) == NOWHERE
    assert roles.scope(caller, "cases.read", NOW - SECOND) == Scope(("a", "b"))


def test_a_scope_is_worked_out_once_while_nothing_ends() -> None:
    roles = Roles.load()
    caller = a_caller(Grant("grid_worker", "a", until=NOW + SECOND))
    assert roles.scope(caller, "cases.read", NOW) is roles.scope(caller, "cases.read", NOW)


def test_no_more_scopes_are_remembered_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles_of_house, "MOST_KNOWN", 3)
    roles = Roles.load()
    for number in range(5):
        roles.scope(a_caller(Grant("grid_worker", str(number))), "cases.read", NOW)
    assert len(roles._known) == 3


@pytest.mark.parametrize("kind", ["service", "operator"])
def test_an_office_acts_in_the_whole_district_and_only_by_its_own_role(kind: PrincipalKind) -> None:
    caller = a_caller(Grant("district_officer"), kind=kind)
    assert ROLES.scope(caller, "areas.feed", NOW) == WHOLE_DISTRICT
    assert ROLES.scope(caller, "cases.read", NOW) == NOWHERE


def test_what_stands_before_strangers_opens_keys_and_labels_and_hears_nothing_of_services() -> None:
    gateway = Caller("chenghua", "gateway", "service")
    assert ROLES.scope(gateway, "keys.open", NOW) == WHOLE_DISTRICT
    assert ROLES.permissions["gateway"] == {"keys.open", "labels.open"}
    assert ROLES.scope(gateway, "residents.contact", NOW) == NOWHERE
    for other in (a_caller(kind="service"), a_caller(Grant("gateway")), a_caller(kind="operator")):
        assert ROLES.scope(other, "keys.open", NOW) == NOWHERE


@pytest.mark.parametrize("kind", ["person", "key"])
@pytest.mark.parametrize("role", ["service", "operator"])
def test_an_office_cannot_be_granted_to_its_bearer(kind: PrincipalKind, role: str) -> None:
    assert ROLES.scope(a_caller(Grant(role), kind=kind), "areas.feed", NOW) == NOWHERE


def test_the_permissions_of_the_house_are_these() -> None:
    assert sorted(set(chain.from_iterable(ROLES.permissions.values()))) == PERMISSIONS


ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")


@pytest.mark.parametrize(("one", "other"), [*permutations(ADMINISTRATORS, 2)])
def test_none_of_the_three_administrators_can_do_another_s_work(one: str, other: str) -> None:
    both = ROLES.permissions[one] & ROLES.permissions[other]
    assert {permission for permission in both if not permission.endswith(".read")} == set()


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_no_administrator_sees_people_or_what_they_say(role: str) -> None:
    seen = {permission.partition(".")[0] for permission in ROLES.permissions[role]}
    assert seen.isdisjoint({"residents", "cases", "meals", "messages", "dwellings"})


def test_every_role_that_people_may_be_granted_may_do_something_and_no_other_is() -> None:
    offices = {"gateway", "operator", "service", *PlatformRole}
    assert set(ROLES.permissions) - offices == {role.value for role in Role}
    assert all(ROLES.permissions.values())


@pytest.mark.parametrize("role", ["district_officer", "community_secretary", "grid_worker", "resident"])
def test_nobody_but_the_system_s_administrator_may_feed_or_tend_mirrors(role: str) -> None:
    assert not ROLES.may(role, "areas.feed")
    assert not ROLES.may(role, "mirrors.tend")


def test_an_operator_reads_no_cases() -> None:
    assert not any(permission.startswith("cases.") for permission in ROLES.permissions["operator"])


def test_only_the_district_changes_what_messages_say() -> None:
    assert [role for role in ROLES.permissions if ROLES.may(role, "templates.change")] == ["district_officer"]


def test_who_reads_the_audit_does_nothing_else_and_nobody_else_does():
    assert ROLES.permissions["audit_administrator"] == {"audit.read"}
    assert [role for role in ROLES.permissions if ROLES.may(role, "audit.read")] == ["audit_administrator"]
