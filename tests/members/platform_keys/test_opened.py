"""What a platform's secret opens, and when it opens nothing; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.chassis.caller import Caller
from services.chassis.clock import FixedClock
from services.chassis.errors import FieldsInvalid, StaleVersion
from services.chassis.platform_secret import new_secret
from services.chassis.practice import practice_of
from services.chassis.seal import Seals
from services.chassis.tokens import TOKEN_LIFE
from services.members.platform_keys.domain.errors import KeyOver, PlatformKeyUnknown, SecretRefused
from services.members.platform_keys.store import platform_keys as store
from tests.members.builders import NOW, id_of
from tests.members.house import House
from tests.members.platform_keys.builders import LATER, ended, made, opened, rotated

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def at(house: House, moment: datetime) -> House:
    return replace(house, clock=FixedClock(moment))


def refused(house: House, secret: str, name: str = "hotline", **asked: Any) -> SecretRefused:
    with pytest.raises(SecretRefused) as told:
        opened(house, secret, name, **asked)
    return told.value


def why(house: House, secret: str, name: str = "hotline", **asked: Any) -> str:
    return str(refused(house, secret, name, **asked).values["reason"])


def test_a_live_key_s_token_is_of_its_district_with_its_roles_in_its_area(house: House):
    secret = made(house, roles=["platform_cases", "platform_residents"], area_id=id_of("lane"))["secret"]
    district, kind, key_id, grants, version = opened(house, secret)["token"]
    assert (district, kind, key_id, version) == (house.district, "key", id_of("hotline"), 0)
    assert [(role, area) for role, area, _ in grants] == [
        ("platform_cases", id_of("lane")),
        ("platform_residents", id_of("lane")),
    ]


def test_a_test_key_s_token_is_of_the_practice_district(house: House):
    district, _, _, [(role, area, _)], _ = opened(house, made(house, type="test")["secret"])["token"]
    assert (district, role, area) == (practice_of(house.district), "platform_cases", None)


def test_the_gateway_is_told_where_from_and_how_often(house: House):
    secret = made(house, networks=["203.0.113.0/24"], rates={"reading": "10/60"})["secret"]
    told = opened(house, secret)
    assert (told["networks"], told["rates"]["reading"]) == (["203.0.113.0/24"], "10/60")


def test_a_token_lives_five_minutes_and_never_longer_than_the_key(house: House):
    secret = made(house)["secret"]
    assert datetime.fromisoformat(opened(house, secret)["until"]) == NOW + TOKEN_LIFE
    near = at(house, LATER - SECOND)
    told = opened(near, secret)
    assert datetime.fromisoformat(told["until"]) == LATER
    assert datetime.fromisoformat(told["token"][3][0][2]) == LATER


def test_a_key_opens_from_its_first_moment_up_to_its_last(house: House):
    begins = NOW + DAY
    secret = made(house, valid_from=begins.isoformat())["secret"]
    assert why(at(house, begins - SECOND), secret) == "early"
    assert opened(at(house, begins), secret)
    assert opened(at(house, LATER - SECOND), secret)
    assert why(at(house, LATER), secret) == "expired"


def test_a_wrong_secret_with_a_right_id_is_like_an_unknown_one(house: House):
    made(house)
    guess = new_secret("live", house.district, id_of("hotline"))
    assert why(house, guess) == why(house, guess, "nobody") == "unknown_key"


def test_a_secret_is_of_its_key_and_its_district_alone(house: House):
    secret, other = made(house)["secret"], made(house, "other")["secret"]
    assert why(house, secret, "other") == "unknown_key"
    assert why(house, other) == "unknown_key"
    elsewhere = house.elsewhere()
    made(elsewhere)
    assert why(elsewhere, secret) == "unknown_key"
    assert why(replace(house, district="nowhere"), secret) == "unknown_key"


def test_a_live_secret_that_says_it_is_for_tests_opens_nothing(house: House):
    secret = made(house)["secret"]
    assert why(house, secret.replace("_live_", "_test_")) == "unknown_key"


def test_a_key_opens_from_its_networks_alone(house: House):
    secret = made(house, networks=["203.0.113.0/24", "2001:db8::7"])["secret"]
    for address in ("203.0.113.0", "203.0.113.255", "2001:db8::7"):
        assert opened(house, secret, address=address)
    for address in ("203.0.112.255", "203.0.114.0", "2001:db8::8", "None"):
        assert why(house, secret, address=address) == "elsewhere"
    anywhere = made(house, "anywhere")["secret"]
    assert opened(house, anywhere, "anywhere", address="None")


def test_what_was_refused_speaks_of_the_key_that_was_named_where_there_is_one(house: House):
    key = made(house, networks=["203.0.113.0/24"])
    wrong = new_secret("live", house.district, id_of("hotline"))
    named = Caller(house.district, id_of("hotline"), "key")
    assert refused(house, wrong).bearer == refused(house, key["secret"], address="::1").bearer == named
    assert refused(house, wrong, "nobody").bearer is None


def test_secrets_are_compared_without_telling_how_far_they_agree(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    secret = made(house)["secret"]
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(store, "compare_digest", compare)
    assert why(house, secret[:-1] + ("A" if secret[-1] != "A" else "B")) == "unknown_key"
    assert len(compared) == 2
    assert opened(house, secret)


def test_an_ended_key_opens_nothing_and_ends_once(house: House):
    secret = made(house)["secret"]
    key = ended(house)
    assert (key["ended_by"], key["version"]) == (f"person:{id_of('caller')}", 2)
    assert why(house, secret) == "called_back"
    with pytest.raises(KeyOver):
        ended(house, seen=2)
    with pytest.raises(KeyOver):
        rotated(house, seen=2)


@pytest.mark.parametrize("act", [ended, rotated])
def test_a_key_that_has_run_out_is_neither_ended_nor_rotated(house: House, act: Callable[[House], Any]):
    made(house)
    with pytest.raises(KeyOver):
        act(at(house, LATER))


@pytest.mark.parametrize("act", [ended, rotated])
def test_whoever_saw_an_older_one_or_none_is_told(house: House, act: Callable[..., Any]):
    made(house, area_id=id_of("lane"))
    with pytest.raises(StaleVersion) as stale:
        act(house, seen=3)
    assert "secret" not in str(stale.value.values["current"])
    with pytest.raises(PlatformKeyUnknown):
        act(house.holding("court"))


def test_after_a_rotation_both_secrets_open_until_the_overlap_is_over(house: House):
    first = made(house)["secret"]
    key = rotated(house)
    second = key["secret"]
    assert first != second
    assert datetime.fromisoformat(key["old_until"]) == NOW + DAY
    just_before = at(house, NOW + DAY - SECOND)
    assert opened(just_before, second)
    assert datetime.fromisoformat(opened(just_before, first)["until"]) == NOW + DAY
    afterwards = at(house, NOW + DAY)
    assert why(afterwards, first) == "expired"
    assert opened(afterwards, second)


def test_an_overlap_is_as_long_as_is_said_and_no_longer_than_the_key(house: House):
    made(house)
    assert datetime.fromisoformat(rotated(house, overlap_hours=2)["old_until"]) == NOW + timedelta(hours=2)
    near = at(house, LATER - DAY)
    assert datetime.fromisoformat(rotated(near, seen=2, overlap_hours=168)["old_until"]) == LATER


@pytest.mark.parametrize("hours", [-1, 169, "24", None])
def test_an_overlap_out_of_bounds_is_refused(house: House, hours: Any):
    made(house)
    with pytest.raises(FieldsInvalid):
        rotated(house, overlap_hours=hours)


def test_without_an_overlap_the_secret_before_and_its_tokens_end_at_once(house: House):
    first = made(house)["secret"]
    before = opened(house, first)["token"][4]
    second = rotated(house, overlap_hours=0)["secret"]
    assert why(house, first) == "expired"
    assert opened(house, second)["token"][4] == before + 1


def test_of_three_secrets_the_oldest_opens_no_more_and_its_tokens_neither(house: House):
    first = made(house)["secret"]
    second = rotated(house)["secret"]
    before = opened(house, second)["token"][4]
    third = rotated(house, seen=2)["secret"]
    assert why(house, first) == "unknown_key"
    assert opened(house, second)["token"][4] == opened(house, third)["token"][4] == before + 1


def test_a_rotation_with_an_overlap_calls_nothing_back(house: House):
    first = made(house)["secret"]
    before = opened(house, first)["token"][4]
    rotated(house)
    assert opened(house, first)["token"][4] == before


def test_ending_a_key_makes_the_next_version_of_its_tokens(house: House):
    made(house)
    ended(house)
    with house.begun() as tx:
        assert tx.platform_keys.version_of(id_of("hotline")) == 1


def test_a_key_opens_though_the_district_s_digest_key_was_rotated(house: House):
    secret = made(house)["secret"]
    seals = house.database.seals
    assert isinstance(seals, Seals)
    seals._keys.rotate(house.district)
    assert opened(house, secret)
    assert why(house, new_secret("live", house.district, id_of("hotline"))) == "unknown_key"
