"""Grants that another version of the code wrote: they break nothing, and end like any other."""

from typing import Any

import pytest

from services.chassis.caller import Grant as Held
from services.chassis.roles import Roles
from services.members.grants.domain.grant import Grant, Source
from services.members.grants.domain.role import Role
from services.members.grants.use_cases.issue_token import IssueToken, standing_of
from tests.members.builders import NOW, id_of
from tests.members.house import House


@pytest.fixture
def held(house: House) -> House:
    """Somebody with a role that there is, and with one from a source that there is not."""
    kept = [("known", "grid_worker", "hand"), ("unknown", "river_chief", "election")]
    with house.begun() as tx:
        tx.grants.add([_grant(*each) for each in kept])
    return house


def _grant(name: str, role: str, source: str) -> Grant:
    who, where, why = id_of("zhang"), id_of("lane"), "接任网格员工作"
    return Grant(id_of(name), who, role, where, NOW, None, why, source, "person:li", NOW)


def test_they_are_listed_and_read_beside_the_others(held: House):
    listed = held.ask("list_grants", limit=10)["items"]
    assert {each["role"] for each in listed} == {"grid_worker", "river_chief"}
    assert held.ask("get_grant", grant_id=id_of("unknown"))["source"] == "election"


def test_a_token_is_signed_all_the_same_and_gives_what_is_known(held: House):
    call = held._call("tokens.issue", True, "issue_token")
    try:
        stands = standing_of(IssueToken(id_of("zhang")), call.begin, call.caller, NOW)
    finally:
        call.rollback()
    assert {each.role for each in stands.grants} == {"grid_worker", "river_chief"}
    assert not any(Roles.load().may("river_chief", each) for each in ("areas.read", "cases.read"))
    assert Held("grid_worker", id_of("lane")) in stands.grants


def test_they_end_by_hand(held: House):
    assert held.ask("end_grant", grant_id=id_of("unknown"), seen_version=1)["ended_at"] is not None


def test_beside_them_others_are_given(held: House):
    given: dict[str, Any] = held.ask(
        "give_grant",
        id=id_of("more"),
        person_id=id_of("zhang"),
        role="audit_administrator",
        area_id=id_of("lane"),
        reason="接任审计管理员",
    )
    assert given["role"] == "audit_administrator"


def test_what_is_known_comes_back_as_the_word_that_it_is(held: House):
    with held.begun() as tx:
        found = tx.grants.found([id_of("known"), id_of("unknown")])
    known, unknown = found[id_of("known")], found[id_of("unknown")]
    assert (known.role, type(known.role)) == (Role.GRID_WORKER, Role)
    assert (known.source, type(known.source)) == (Source.HAND, Source)
    assert (unknown.role, unknown.source) == ("river_chief", "election")
