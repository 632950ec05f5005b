"""Platform keys: who may make which, and what is shown of them; on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.clock import FixedClock
from services.chassis.errors import FieldsInvalid, IdTaken
from services.chassis.platform_secret import hash_of
from services.chassis.practice import practice_of
from services.chassis.roles import Roles
from services.chassis.seal import SHORTEST_SEALED
from services.members.grants.domain.role import Role
from services.members.platform_keys.domain.errors import (
    AreaUnknown,
    KeyAreaNeeded,
    KeyHoldsTooLong,
    KeyNeverHolds,
    NetworkInvalid,
    NoAreaForTestKey,
    NoKeysInPractice,
    PlatformKeyUnknown,
)
from services.members.platform_keys.domain.platform_role import PlatformRole
from services.members.platform_keys.store.tables import platform_keys
from tests.members.builders import NOW, id_of
from tests.members.house import House
from tests.members.platform_keys.builders import LATER, REASON, made

YEAR = timedelta(days=366)


def test_a_key_says_what_it_opens_until_when_why_and_by_whom(house: House):
    key = made(house, roles=["platform_cases", "platform_residents"], area_id=id_of("lane"))
    secret = key.pop("secret")
    assert key == house.ask("get_key", key_id=id_of("hotline"))
    assert (key["type"], key["roles"], key["area_id"], key["reason"], key["made_by"]) == (
        "live",
        ["platform_cases", "platform_residents"],
        id_of("lane"),
        REASON,
        f"person:{id_of('caller')}",
    )
    assert secret.startswith(f"linli_live_{house.district}_{id_of('hotline')}_")
    assert len(secret.rpartition(f"{id_of('hotline')}_")[2]) == 43


def test_no_two_secrets_are_the_same(house: House):
    assert len({made(house, name)["secret"][-43:] for name in ("a", "b", "c")}) == 3


def test_neither_a_secret_nor_its_hash_is_kept(house: House):
    secret = made(house)["secret"]
    with house.begun() as tx:
        rows = tx.rows.all(select(platform_keys).where(tx.rows.of(platform_keys)))
    assert len(rows) == 1
    kept = [str(rows).encode(), bytes(rows[0]["secret"])]
    for open_secret in (secret[-43:], hash_of(secret)):
        assert not any(open_secret.encode() in each for each in kept)
    assert len(kept[1]) == SHORTEST_SEALED + len(hash_of(secret))


def test_nothing_that_is_shown_later_has_a_secret_or_its_digest(house: House):
    made(house)
    for shown in (house.ask("get_key", key_id=id_of("hotline")), *house.ask("list_keys")["items"]):
        assert not {"secret", "old_secret"} & shown.keys()


def test_a_key_ends_and_a_year_is_the_longest(house: House):
    with pytest.raises(FieldsInvalid):
        made(house, valid_until=None)
    assert made(house, valid_until=(NOW + YEAR).isoformat())["valid_until"]
    with pytest.raises(KeyHoldsTooLong) as refused:
        made(house, "longer", valid_until=(NOW + YEAR + timedelta(seconds=1)).isoformat())
    assert refused.value.values == {"days": 366}


def test_a_beginning_to_come_makes_no_key_longer(house: House):
    begins = (NOW + timedelta(days=10)).isoformat()
    with pytest.raises(KeyHoldsTooLong):
        made(house, valid_from=begins, valid_until=(NOW + YEAR + timedelta(days=1)).isoformat())


def test_settings_may_say_otherwise_how_long_a_key_holds(house: House):
    settings = house.foundation.settings
    house.foundation.settings = replace(settings, limits=replace(settings.limits, platform_key_days=7))
    with pytest.raises(KeyHoldsTooLong):
        made(house)
    assert made(house, valid_until=(NOW + timedelta(days=7)).isoformat())["version"] == 1


@pytest.mark.parametrize(
    ("begins", "until"),
    [(None, NOW), (LATER, LATER), (LATER, NOW + timedelta(days=1)), (None, NOW - timedelta(days=1))],
)
def test_a_key_that_would_open_at_no_moment_is_refused(house: House, begins: Any, until: Any):
    with pytest.raises(KeyNeverHolds):
        made(house, valid_from=begins and begins.isoformat(), valid_until=until.isoformat())


@pytest.mark.parametrize("role", ["district_officer", "operator", "service", "gateway", "platform", "", None])
def test_a_role_that_is_not_for_platforms_is_refused(house: House, role: Any):
    with pytest.raises(FieldsInvalid) as refused:
        made(house, roles=["platform_cases", role])
    assert [each.field for each in refused.value.fields] == ["roles.1"]


def test_a_key_without_a_role_is_refused(house: House):
    with pytest.raises(FieldsInvalid):
        made(house, roles=[])


def test_roles_of_platforms_are_those_that_say_so_and_are_nobody_else_s():
    listed = {role for role in Roles.load().permissions if role.startswith("platform_")}
    assert listed == {role.value for role in PlatformRole}
    assert not listed & {role.value for role in Role}


@pytest.mark.parametrize("area", ["court", "yard", "near", "nowhere"])
def test_nobody_opens_more_ground_than_is_theirs(house: House, area: str):
    with pytest.raises(AreaUnknown):
        made(house.holding("lane"), area_id=id_of(area))


@pytest.mark.parametrize("kind", ["live", "test"])
def test_only_who_has_the_whole_district_opens_it(house: House, kind: str):
    with pytest.raises(KeyAreaNeeded):
        made(house.holding("near"), type=kind)
    assert made(house, type=kind)["area_id"] is None


def test_a_test_key_is_for_the_whole_practice_district(house: House):
    with pytest.raises(NoAreaForTestKey):
        made(house, type="test", area_id=id_of("lane"))


@pytest.mark.parametrize("kind", ["live", "test"])
def test_a_practice_district_has_no_keys_of_its_own(house: House, kind: str):
    there = replace(house, district=practice_of(house.district))
    with pytest.raises(NoKeysInPractice):
        made(there, type=kind)


def test_addresses_are_kept_in_their_one_spelling_each_once(house: House):
    given = ["203.0.113.9", "203.0.113.9/32", "2001:DB8:0::/48", "10.0.0.0/8"]
    key = made(house, networks=given)
    assert key["networks"] == ["203.0.113.9/32", "2001:db8::/48", "10.0.0.0/8"]
    assert key["from_anywhere"] is False


def test_a_key_without_addresses_says_that_it_opens_from_anywhere(house: House):
    key = made(house)
    assert (key["networks"], key["from_anywhere"]) == ([], True)


@pytest.mark.parametrize(
    "network",
    [
        "203.0.113.9/24",
        "10.0.0.0/33",
        "256.1.1.1",
        "010.1.1.1",
        "platform.example.org",
        "*",
        "10.0.0.0/8,::1",
        "::ffff:10.0.0.0/104",
        "fe80::1%eth0",
        "/8",
    ],
)
def test_an_address_that_is_none_is_refused_by_name(house: House, network: str):
    with pytest.raises(NetworkInvalid) as refused:
        made(house, networks=["203.0.113.0/24", network])
    assert refused.value.values == {"network": network}


def test_more_addresses_than_anybody_reads_are_refused(house: House):
    with pytest.raises(FieldsInvalid):
        made(house, networks=[f"203.0.113.{last}" for last in range(51)])


@pytest.mark.parametrize(
    "rate", ["", "600", "0/60", "600/0", "-1/60", "600/60/60", "1e3/60", "60000000/1", "六/60"]
)
def test_a_rate_that_is_none_is_refused(house: House, rate: str):
    with pytest.raises(FieldsInvalid) as refused:
        made(house, rates={"reading": rate})
    assert {each.field for each in refused.value.fields} == {"rates.reading"}


def test_a_key_s_own_rates_are_those_that_are_named(house: House):
    assert made(house, rates={"writing": "60/60"})["rates"] == {
        "reading": None,
        "writing": "60/60",
        "heavy": None,
    }


def test_an_id_is_one_key(house: House):
    made(house)
    with pytest.raises(IdTaken):
        made(house)


def test_a_key_elsewhere_cannot_be_told_from_none(house: House):
    made(house, area_id=id_of("lane"))
    for place in (house.holding("court"), house.elsewhere()):
        with pytest.raises(PlatformKeyUnknown):
            place.ask("get_key", key_id=id_of("hotline"))
        assert place.ask("list_keys")["items"] == []


def test_keys_are_listed_newest_first_page_by_page_in_one_s_own_areas(house: House):
    for number, area in enumerate(("lane", "court", "yard")):
        at = replace(house, clock=FixedClock(NOW + timedelta(minutes=number)))
        made(at, f"key {number}", area_id=id_of(area))

    first = house.ask("list_keys", limit=2)
    second = house.ask("list_keys", limit=2, after=first["next"])
    assert [key["area_id"] for key in first["items"] + second["items"]] == [
        id_of(area) for area in ("yard", "court", "lane")
    ]
    seen = house.holding("near").ask("list_keys")["items"]
    assert [key["area_id"] for key in seen] == [id_of("court"), id_of("lane")]
