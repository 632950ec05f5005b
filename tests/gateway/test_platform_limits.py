"""From where a platform's key comes in, at every request, and how often."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.errors import ServiceUnavailable
from services.chassis.rate_settings import UNLIMITED, AddressRates, KeyRates
from tests.gateway.builders import problem
from tests.gateway.platforms import Doorstep

HERE, ELSEWHERE = "203.0.113.1", "198.51.100.7"
FEW_GUESSES = replace(UNLIMITED, address=AddressRates("", "", "", refused_token="3/60"))


@pytest.fixture
def door(tmp_path: Path) -> Doorstep:
    return Doorstep(tmp_path)


def test_only_addresses_of_the_key_come_in_at_every_request(door: Doorstep):
    platform = door.members.platform(networks=["203.0.113.0/28", "2001:db8:7::/48"])
    come = [HERE, ELSEWHERE, "203.0.113.15", "203.0.113.16", "2001:db8:7::5", "2001:db8:8::5", "", HERE]
    told = [door.status(platform.secret, address) for address in come]
    assert told == [200, 403, 200, 403, 200, 403, 403, 200]
    assert len(door.members.exchanges) == 1


def test_members_is_told_who_comes_from_elsewhere_to_write_it_down(door: Doorstep):
    platform = door.members.platform(networks=["203.0.113.0/28"])
    assert [door.status(platform.secret, address) for address in (HERE, ELSEWHERE, "")] == [200, 403, 403]
    assert door.members.told_of == [ELSEWHERE, "None"]


def test_who_comes_from_elsewhere_is_refused_while_members_is_away(door: Doorstep):
    platform = door.members.platform(networks=["203.0.113.0/28"])
    assert door.status(platform.secret, HERE) == 200
    door.members.replies["members.open_key"] = ServiceUnavailable(service="members")
    assert door.status(platform.secret, ELSEWHERE) == 403


def test_an_address_of_its_own_is_exact_where_clients_are_counted_by_network(door: Doorstep):
    platform = door.members.platform(networks=["2001:db8:7::5/128"])
    assert door.status(platform.secret, "2001:db8:7::5") == 200
    assert door.status(platform.secret, "2001:db8:7::6") == 403


def test_who_comes_from_elsewhere_is_told_in_both_languages(door: Doorstep):
    platform = door.members.platform(networks=["203.0.113.0/28"])
    chinese, english = (
        door.ask(platform.secret, ELSEWHERE, Accept_Language=language) for language in ("zh-CN", "en")
    )
    assert problem(english) == problem(chinese) == (403, "AddressNotAllowed")
    assert "not accepted from the address" in english.json["detail"]
    assert "不接受来自此地址" in chinese.json["detail"]
    assert (english.json["values"], english.json["fields"]) == ({}, [])


def test_a_stolen_secret_from_elsewhere_is_counted_as_a_guess(tmp_path: Path):
    door = Doorstep(tmp_path, FEW_GUESSES)
    platform = door.members.platform(networks=["203.0.113.0/28"])
    assert [door.status(platform.secret, ELSEWHERE) for _ in range(4)] == [403, 403, 429, 429]
    assert len(door.members.told_of) == 2


@pytest.mark.parametrize("forwarded", [HERE, f"{HERE}, 10.0.0.1", "203.0.113.1"])
def test_forged_forwarding_headers_open_nothing(tmp_path: Path, forwarded: str):
    for proxies in ("", "10.0.0.0/8"):
        door = Doorstep(tmp_path, trusted_proxies=proxies)
        platform = door.members.platform(networks=["203.0.113.0/28"])
        spoofed = {"X_Forwarded_For": forwarded, "X_Real_IP": HERE, "Forwarded": f"for={HERE}"}
        assert door.status(platform.secret, ELSEWHERE, **spoofed) == 403


def test_behind_a_trusted_proxy_the_client_s_address_counts(tmp_path: Path):
    door = Doorstep(tmp_path, trusted_proxies="10.0.0.0/8")
    platform = door.members.platform(networks=["203.0.113.0/28"])
    come = [HERE, ELSEWHERE, f"{HERE}, {ELSEWHERE}", f"{ELSEWHERE}, {HERE}", "unknown"]
    told = [door.status(platform.secret, "10.1.2.3", X_Forwarded_For=each) for each in come]
    assert told == [200, 403, 403, 200, 403]


def test_a_key_s_own_rates_come_before_those_of_all_keys(tmp_path: Path):
    door = Doorstep(tmp_path, replace(UNLIMITED, key=KeyRates("2/60", "2/60", "2/60")))
    slow, fast, usual = (
        door.members.platform(rates=rates) for rates in ({"reading": "1/60"}, {"reading": "4/60"}, {})
    )

    def let_in(secret: str) -> int:
        return [door.status(secret) for _ in range(6)].count(200)

    assert [let_in(each.secret) for each in (slow, fast, usual)] == [1, 4, 2]


def test_a_rate_of_its_own_for_writing_leaves_reading_as_it_is_for_all(tmp_path: Path):
    door = Doorstep(tmp_path, replace(UNLIMITED, key=KeyRates("2/60", "", "")))
    platform = door.members.platform(rates={"writing": "1/60"})
    assert [door.status(platform.secret) for _ in range(3)] == [200, 200, 429]
