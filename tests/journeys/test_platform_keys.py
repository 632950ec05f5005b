"""A platform is let in by its key, where, when and from where it says, and by nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.chassis.ids import new_id
from services.chassis.platform_secret import hash_of, new_secret
from services.chassis.practice import practice_of
from tests.house import House
from tests.journeys.district import District, etag_of
from tests.journeys.kept import files_with, places_of
from tests.journeys.platforms import a_key, asks, making, why
from tests.journeys.somebody import Somebody, refusal
from tests.processes import wait_until

SOON = 5.0
"""Seconds in which what was ended opens nothing anywhere."""
BEFORE = "2020-01-01T00:00:00+08:00"
A_TOKEN = "eyJhbGciOiJFZERTQSI"
"""How every token begins."""


@pytest.fixture
def district(officer: Somebody) -> District:
    """Of this test alone; members knows its ground."""
    here = District.founded(officer)
    yard = {"area_id": here.ids["yard"]}
    wait_until(
        lambda: here.officer.get("/v1/residents", None, **yard).status_code == 200, "members knows it", 20
    )
    return here


@pytest.fixture
def administrator(district: District) -> Somebody:
    return district.somebody("security_administrator")


def ends_soon(asked: Callable[[], httpx.Response], reason: str) -> None:
    """A service may hear that it was called back before the gateway asks what is left of it."""

    def is_over() -> bool:
        answer = asked()
        return answer.status_code == 401 and why(answer) == reason

    wait_until(is_over, "it opens nothing any more", SOON)


def a_voice(here: District) -> dict[str, str]:
    return {"area_id": here.ids["lane"], "text": "路面塌陷"}


def test_a_key_opens_its_roles_in_its_area_and_nothing_else(district: District):
    here, there = district.register("lane"), district.register("yard")
    secret = a_key(district, area_id=district.ids["lane"])["secret"]
    [seen] = asks(district, secret).json()["items"]
    assert seen["id"] == here["id"]
    assert asks(district, secret, f"/v1/cases/{there['id']}").status_code == 404
    assert asks(district, secret, "/v1/messages").status_code == 403
    raised = asks(district, secret, "/v1/cases", a_voice(district))
    assert raised.status_code == 201, raised.text


def test_a_making_sent_again_has_the_same_answer_and_its_secret_lies_nowhere_in_clear(
    house: House, district: District, administrator: Somebody
):
    key, body = new_id(), making()
    first, second = (administrator.ask("POST", "/v1/platform-keys", body, key=key) for _ in range(2))
    assert (first.status_code, first.content) == (201, second.content)
    assert first.headers["Cache-Control"] == "no-store"
    secret = first.json()["secret"]
    assert asks(district, secret).status_code == 200
    shown = administrator.read(first.headers["Location"])
    assert shown == {name: value for name, value in first.json().items() if name != "secret"}
    for words in (secret[-43:], hash_of(secret)):
        assert places_of(house, words) == set()
        assert files_with(house, words) == []


def test_no_token_that_a_secret_was_exchanged_for_is_kept_or_logged(house: House, district: District):
    secret = a_key(district)["secret"]
    assert asks(district, secret, "/v1/cases", a_voice(district)).status_code == 201
    assert places_of(house, A_TOKEN) == set()
    assert files_with(house, A_TOKEN) == []


def test_an_ended_key_opens_nothing_anywhere_within_five_seconds(district: District, administrator: Somebody):
    key = a_key(district)
    assert asks(district, key["secret"]).status_code == 200
    ended = administrator.do(f"/v1/platform-keys/{key['id']}/end", {}, match=etag_of(1))
    assert (ended["version"], ended["ended_by"]) == (2, f"person:{administrator.principal}")
    ends_soon(lambda: asks(district, key["secret"]), "called_back")


def test_two_secrets_open_while_a_platform_changes_over(district: District, administrator: Somebody):
    key = a_key(district)
    rotated = administrator.do(f"/v1/platform-keys/{key['id']}/rotate", {}, match=etag_of(1))
    for secret in (key["secret"], rotated["secret"]):
        assert asks(district, secret).status_code == 200
    overlap = datetime.fromisoformat(rotated["old_until"]) - datetime.fromisoformat(rotated["rotated_at"])
    assert overlap == timedelta(hours=24)


def test_a_secret_in_wrong_hands_ends_at_once_and_the_new_one_opens(
    district: District, administrator: Somebody
):
    key = a_key(district)
    assert asks(district, key["secret"]).status_code == 200
    path = f"/v1/platform-keys/{key['id']}/rotate"
    new = administrator.do(path, {"overlap_hours": 0}, match=etag_of(1))["secret"]
    ends_soon(lambda: asks(district, key["secret"]), "expired")
    wait_until(lambda: asks(district, new).status_code == 200, "the new one opens", SOON)


def test_a_key_opens_neither_before_nor_after_its_days(district: District):
    now = datetime.now(UTC)
    later = a_key(district, valid_from=(now + timedelta(hours=1)).isoformat())
    assert why(asks(district, later["secret"])) == "early"
    short = a_key(district, valid_until=(now + timedelta(seconds=3)).isoformat())
    ends_soon(lambda: asks(district, short["secret"]), "expired")


def test_a_guess_opens_nothing_and_says_nothing_of_the_key(district: District):
    key = a_key(district)
    guesses = [new_secret("live", district.id, id) for id in (key["id"], new_id())]
    guesses.append(key["secret"].replace(district.id, "nowhere"))
    assert [why(asks(district, guess)) for guess in guesses] == ["unknown_key"] * 3


def test_a_key_opens_from_its_addresses_whatever_is_forwarded(district: District):
    near = a_key(district, networks=["127.0.0.0/8"])
    assert asks(district, near["secret"]).status_code == 200
    far = a_key(district, networks=["192.0.2.0/24"])["secret"]
    spoofed = {"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7", "X-Real-IP": "192.0.2.7"}
    chinese, english = (
        asks(district, far, headers={**spoofed, "Accept-Language": language}) for language in ("zh-CN", "en")
    )
    told = refusal(chinese, english)
    assert (told.status, told.code, told.values) == (403, "AddressNotAllowed", {})


def test_a_key_comes_as_often_as_its_own_rates_say(district: District):
    secret = a_key(district, rates={"reading": "2/60"})["secret"]
    answers = [asks(district, secret) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 25


def test_a_test_key_reaches_the_practice_district_and_a_live_key_never(district: District):
    live = district.register("lane")
    practised = District.founded(district.officer, practice_of(district.id)).register("lane")
    secret = a_key(district, type="test")["secret"]
    assert [case["id"] for case in asks(district, secret).json()["items"]] == [practised["id"]]
    assert asks(district, secret, f"/v1/cases/{live['id']}").status_code == 404
    assert asks(district, secret, "/v1/cases", a_voice(district)).status_code == 404
    of_live = a_key(district)["secret"]
    assert [case["id"] for case in asks(district, of_live).json()["items"]] == [live["id"]]
    assert asks(district, of_live, f"/v1/cases/{practised['id']}").status_code == 404


def test_an_ended_test_key_opens_nothing_of_the_practice_district(
    district: District, administrator: Somebody
):
    key = a_key(district, type="test")
    assert asks(district, key["secret"]).status_code == 200
    administrator.do(f"/v1/platform-keys/{key['id']}/end", {}, match=etag_of(1))
    ends_soon(lambda: asks(district, key["secret"]), "called_back")


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"roles": ["district_officer"]}, "FieldsInvalid"),
        ({"rates": {"reading": "often"}}, "FieldsInvalid"),
        ({"valid_until": None}, "FieldsInvalid"),
        ({"valid_until": "2199-01-01T00:00:00+08:00"}, "KeyHoldsTooLong"),
        ({"valid_from": BEFORE, "valid_until": BEFORE}, "KeyNeverHolds"),
        ({"networks": ["10.0.0.1/8"]}, "NetworkInvalid"),
        ({"networks": ["platform.example.org"]}, "NetworkInvalid"),
        ({"type": "test", "area_id": "0190a5f0-0000-7000-8000-000000000001"}, "NoAreaForTestKey"),
    ],
)
def test_what_makes_no_key_is_told_in_both_languages(
    untouched: District, different: dict[str, object], code: str
):
    administrator = untouched.somebody("security_administrator")
    told = administrator.refused("POST", "/v1/platform-keys", making(**different))
    assert (told.status, told.code) == (422, code)


def test_a_practice_district_makes_no_keys(untouched: District):
    there = replace(untouched.somebody("security_administrator"), district=practice_of(untouched.id))
    told = there.refused("POST", "/v1/platform-keys", making(type="test"))
    assert (told.status, told.code) == (409, "NoKeysInPractice")
