"""Whose address a request came from: a forwarded one counts from trusted proxies alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.proxies import NotANetwork, Proxies
from services.chassis.rate_settings import UNLIMITED, AddressRates
from tests.gateway.builders import CASE, Browser, FakeServices, a_gateway

GET_CASE = f"/v1/cases/{CASE}"
INSIDE = Proxies.parse("10.0.0.0/8 192.0.2.1 fd00::/8")
CLIENT, OTHER, STRANGER = "203.0.113.9", "198.51.100.4", "198.51.100.99"
TWO = replace(UNLIMITED, address=AddressRates("2/60", "", "", ""))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.1.2.3", CLIENT, CLIENT),
        ("10.1.2.3", f"{OTHER}, {CLIENT}", CLIENT),
        ("10.1.2.3", f"{OTHER},{CLIENT},10.9.9.9", CLIENT),
        ("10.1.2.3", f"{CLIENT}, 192.0.2.1 ,\t10.9.9.9", CLIENT),
        ("192.0.2.1", CLIENT, CLIENT),
        ("::ffff:10.1.2.3", f"::ffff:{CLIENT}", CLIENT),
        ("fd00::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("10.1.2.3", "10.7.7.7, 10.8.8.8", "10.7.7.7"),
    ],
)
def test_behind_trusted_proxies_the_last_hop_that_is_none_of_them_counts(
    peer: str, forwarded: str, client: str
):
    assert INSIDE.client_of(peer, forwarded) == client


@pytest.mark.parametrize("peer", [STRANGER, "192.0.2.2", "11.0.0.1", "9.255.255.255"])
@pytest.mark.parametrize("forwarded", [CLIENT, "10.1.2.3", f"{CLIENT}, 10.1.2.3", "x", ""])
def test_what_anybody_else_forwards_changes_nothing(peer: str, forwarded: str):
    assert INSIDE.client_of(peer, forwarded) == peer


@pytest.mark.parametrize("peer", ["10.1.2.3", "127.0.0.1", STRANGER])
def test_nobody_is_trusted_when_nobody_is_named(peer: str):
    assert Proxies.parse("").client_of(peer, CLIENT) == peer


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        (None, "10.1.2.3"),
        ("", "10.1.2.3"),
        ("unknown", "10.1.2.3"),
        (f"{CLIENT}, unknown", "10.1.2.3"),
        (f"{CLIENT}, , 10.9.9.9", "10.9.9.9"),
        (f"{CLIENT}:443", "10.1.2.3"),
        ("010.1.1.1", "10.1.2.3"),
        (f"{CLIENT}; DROP, 10.9.9.9", "10.9.9.9"),
        ("," * 2000, "10.1.2.3"),
        ("10.1.1.1," * 900 + "10.1.1.1", "10.1.1.1"),
    ],
)
def test_what_stands_before_something_that_is_no_address_is_not_believed(forwarded: str | None, client: str):
    assert INSIDE.client_of("10.1.2.3", forwarded) == client


def test_an_ipv6_client_is_its_network_because_it_chooses_the_rest():
    clients = {Proxies().client_of(f"2001:db8:1:2::{host}", None) for host in ("1", "2", "ffff:1")}
    assert clients == {"2001:db8:1:2::/64"}
    assert Proxies().client_of("2001:db8:1:3::1", None) == "2001:db8:1:3::/64"


def test_a_peer_without_an_address_is_what_it_says():
    assert INSIDE.client_of("", CLIENT) == ""
    assert not INSIDE.trusts("")


@pytest.mark.parametrize("named", ["10.0.0.1/8", "10.0.0.0/33", "proxy.example.org", "*", "10.0.0.0/8,::1"])
def test_what_is_no_network_is_refused(named: str):
    with pytest.raises(NotANetwork):
        Proxies.parse(named)


Asked = Callable[..., list[int]]


@pytest.fixture
def asked(tmp_path: Path, services: FakeServices) -> Asked:
    """Statuses of requests with these forwarding headers, one after the other, from this peer."""

    def ask(proxies: str, peer: str, *headers: dict[str, str]) -> list[int]:
        browser = Browser(a_gateway(tmp_path, services, rates=TWO, trusted_proxies=proxies), peer)
        return [browser.get(GET_CASE, **each).status_code for each in headers]

    return ask


SPOOFED = [
    {"X_Forwarded_For": "203.0.113.1"},
    {"Forwarded": "for=203.0.113.2"},
    {"X_Real_IP": "203.0.113.3", "True_Client_IP": "203.0.113.3"},
]


def test_forged_forwarding_headers_do_not_make_a_client_another(asked: Asked):
    assert asked("", STRANGER, *SPOOFED) == [200, 200, 429]
    assert asked("10.0.0.0/8", STRANGER, *SPOOFED) == [200, 200, 429]


def test_clients_behind_a_trusted_proxy_are_counted_apart(asked: Asked):
    told = [{"X_Forwarded_For": client} for client in (CLIENT, CLIENT, OTHER, OTHER, CLIENT, OTHER)]
    assert asked("10.0.0.0/8", "10.1.2.3", *told) == [200, 200, 200, 200, 429, 429]


def test_a_client_behind_a_trusted_proxy_cannot_lengthen_the_way(asked: Asked):
    told = [{"X_Forwarded_For": f"{forged}, {CLIENT}"} for forged in (OTHER, "10.5.5.5", "")]
    assert asked("10.0.0.0/8", "10.1.2.3", *told) == [200, 200, 429]


def test_forged_hosts_and_schemes_change_nothing(tmp_path: Path, services: FakeServices):
    services.answer("grids.register_case", {"id": CASE, "version": 1})
    browser = Browser(a_gateway(tmp_path, services, trusted_proxies="203.0.113.0/24"))
    plain = browser.post("/v1/cases", {})
    forged = browser.post(
        "/v1/cases",
        {},
        Host="evil.example.org",
        X_Forwarded_Host="evil.example.org",
        X_Forwarded_Proto="https",
        X_Original_URL="/v1/operator/grids/jobs",
        X_HTTP_Method_Override="DELETE",
    )
    assert forged.headers["Location"] == plain.headers["Location"] == GET_CASE
    assert (forged.status_code, forged.data) == (plain.status_code, plain.data)
    assert "evil" not in str(forged.headers)
