"""Who may ask at all: a token that counts, looked at before anything else of the request."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.refused_tokens import NO_COMMAND
from tests.gateway.builders import CASE, NOW, Browser, FakeServices, a_token, problem

GET_CASE = f"/v1/cases/{CASE}"


def reason(response) -> str:
    assert problem(response) == (401, "TokenRefused")
    return str(response.json["values"]["reason"])


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic bGk6bmE=", "token"])
def test_a_request_without_a_token_is_asked_for_one(
    browser: Browser, services: FakeServices, authorization: str
):
    refused = browser.get(GET_CASE, Authorization=authorization)
    assert reason(refused) == "missing"
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="linli"'
    assert services.calls == []


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("not-a-token", "malformed"),
        (f"{a_token()},{a_token()}", "malformed"),
        (a_token(now=NOW - timedelta(minutes=6)), "expired"),
        (a_token(now=NOW + timedelta(minutes=1)), "early"),
        (a_token(lifetime=timedelta(minutes=6)), "too_long"),
        (a_token(key=Ed25519PrivateKey.generate()), "forged"),
    ],
)
def test_a_token_that_does_not_count_is_told_why(
    browser: Browser, services: FakeServices, token: str, why: str
):
    refused = browser.get(GET_CASE, token=token)
    assert reason(refused) == why
    challenge = f'Bearer realm="linli", error="invalid_token", error_description="{why}"'
    assert refused.headers["WWW-Authenticate"] == challenge
    assert all(call.body == NO_COMMAND for call in services.calls)


def test_a_token_that_just_holds_is_let_in(browser: Browser):
    assert browser.get(GET_CASE, token=a_token(now=NOW - timedelta(minutes=5))).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_written_in_any_case(browser: Browser, scheme: str):
    assert browser.get(GET_CASE, Authorization=f"{scheme} {a_token()}").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/v1/openapi.json", "/docs", "/docs/init.js"])
def test_what_is_the_same_for_everybody_needs_no_token(browser: Browser, path: str):
    assert browser.get(path, Authorization="").status_code == 200


def test_a_path_that_is_not_there_is_told_to_everybody(browser: Browser):
    assert problem(browser.get("/nowhere", Authorization="")) == (404, "PathUnknown")
