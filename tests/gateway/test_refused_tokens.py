"""Tokens that do not count: counted by reason, passed on where they name somebody, told in few lines else."""

import logging
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.refused_tokens import LINES, NO_COMMAND, RefusedTokens
from services.chassis.errors import ServiceUnavailable, TokenReason, TokenRefused
from services.chassis.metrics import tokens_refused
from tests.gateway.builders import CASE, NOW, Browser, FakeServices, a_token, problem

GET_CASE = f"/v1/cases/{CASE}"
EXPIRED = a_token(now=NOW - timedelta(minutes=6))
FORGED = a_token(key=Ed25519PrivateKey.generate())
REASONS = [reason.value for reason in TokenReason]


@pytest.mark.parametrize(
    "token", [EXPIRED, a_token(now=NOW + timedelta(minutes=1)), a_token(lifetime=timedelta(minutes=6))]
)
def test_a_token_that_names_somebody_reaches_the_service_that_was_meant(
    browser: Browser, services: FakeServices, token: str
):
    assert problem(browser.get(GET_CASE, token=token)) == (401, "TokenRefused")
    [call] = services.calls
    assert (call.rpc, call.body, call.context["token"]) == ("grids.get_case", NO_COMMAND, token)
    assert (call.context["key"], call.context["accepted_at"]) == (None, None)


@pytest.mark.parametrize("token", [FORGED, "not-a-token"])
def test_a_token_that_names_nobody_reaches_no_service(browser: Browser, services: FakeServices, token: str):
    assert problem(browser.get(GET_CASE, token=token)) == (401, "TokenRefused")
    assert services.calls == []


def test_a_refusal_stands_while_the_service_is_away(
    browser: Browser, services: FakeServices, caplog: pytest.LogCaptureFixture
):
    services.fail("grids.get_case", ServiceUnavailable(service="grids"))
    assert problem(browser.get(GET_CASE, token=EXPIRED)) == (401, "TokenRefused")
    assert [record.message for record in caplog.records] == ["refused token not written down"]


def test_each_is_counted_by_its_reason(browser: Browser):
    before = counted()
    for token in (EXPIRED, EXPIRED, FORGED):
        browser.get(GET_CASE, token=token)
    more = {reason: counted()[reason] - before[reason] for reason in REASONS}
    assert more == dict.fromkeys(REASONS, 0) | {"expired": 2, "forged": 1}


def test_what_names_nobody_is_told_once_a_minute_by_reason_and_address(caplog: pytest.LogCaptureFixture):
    tokens = RefusedTokens()
    for address in ("203.0.113.1", "203.0.113.1", "203.0.113.2"):
        tokens.note(TokenRefused("forged"), address, NOW)
    tokens.note(TokenRefused("missing"), "203.0.113.3", NOW)
    assert told(caplog) == [("forged", "203.0.113.1"), ("forged", "203.0.113.2")]
    tokens.note(TokenRefused("forged"), "203.0.113.1", NOW + timedelta(minutes=1))
    assert len(told(caplog)) == 3


@pytest.mark.parametrize(("addresses", "lines"), [(LINES, LINES), (LINES + 1, LINES)])
def test_of_many_addresses_only_some_are_told(caplog: pytest.LogCaptureFixture, addresses: int, lines: int):
    tokens = RefusedTokens()
    for number in range(addresses):
        tokens.note(TokenRefused("forged"), f"203.0.113.{number}", NOW)
    assert len(told(caplog)) == lines


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    lines = [record for record in caplog.records if record.levelno == logging.WARNING]
    return [(vars(line)["reason"], vars(line)["address"]) for line in lines]


def counted() -> dict[str, float]:
    return {reason: tokens_refused.labels(reason)._value.get() for reason in REASONS}
