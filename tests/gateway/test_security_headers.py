"""What browsers are told with every answer, and what they are never told."""

import re
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from gateway.answer import SECURITY
from tests.gateway.builders import BODY_LIMIT, CASE, Browser, FakeServices, a_gateway
from tests.gateway.sockets import served

GET_CASE = f"/v1/cases/{CASE}"
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"
HOUR = 3600


def answers(browser: Browser, services: FakeServices) -> dict[str, TestResponse]:
    """One of each kind."""
    services.answer("grids.get_case", {"id": CASE, "version": 1})
    seen = browser.get(GET_CASE)
    return {
        "one thing": seen,
        "not modified": browser.get(GET_CASE, If_None_Match=seen.headers["ETag"]),
        "list": browser.get("/v1/cases"),
        "created": browser.post("/v1/cases", {}),
        "file taken": browser.post("/v1/files", b"a,b"),
        "page": browser.get("/docs"),
        "script": browser.get("/docs/init.js"),
        "openapi": browser.get("/v1/openapi.json"),
        "sign of life": browser.get("/healthz"),
        "no token": browser.get(GET_CASE, Authorization=""),
        "no path": browser.get("/nowhere"),
        "no method": browser.send("DELETE", "/v1/cases"),
        "options": browser.send("OPTIONS", "/v1/cases", Origin="https://evil.example.org"),
        "trace": browser.send("TRACE", "/v1/cases"),
        "too large": browser.post("/v1/cases", b"x" * (BODY_LIMIT + 1)),
        "head": browser.send("HEAD", GET_CASE),
    }


@pytest.fixture
def told(browser: Browser, services: FakeServices) -> dict[str, TestResponse]:
    return answers(browser, services)


def test_every_answer_has_the_headers_of_every_answer(told: dict[str, TestResponse]):
    missing = {
        (kind, name)
        for kind, answer in told.items()
        for name, value in SECURITY
        if answer.headers.getlist(name) != [value]
    }
    assert missing == set()


def test_every_answer_says_once_what_it_may_load_and_whether_it_is_kept(told: dict[str, TestResponse]):
    for kind, answer in told.items():
        for name in ("Content-Security-Policy", "Cache-Control"):
            assert len(answer.headers.getlist(name)) == 1, (kind, name)


def test_only_the_viewer_may_load_anything_and_only_its_own(told: dict[str, TestResponse]):
    for kind, answer in told.items():
        policy = answer.headers["Content-Security-Policy"]
        if kind in ("page", "script"):
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
            assert "unsafe" not in policy
        else:
            assert policy == JSON_POLICY, kind


def test_what_belongs_to_somebody_is_kept_by_nobody_else(told: dict[str, TestResponse]):
    for_all = {"page", "script", "openapi", "sign of life"}
    asked_again = {"one thing", "not modified", "head"}
    for kind, answer in told.items():
        kept = answer.headers["Cache-Control"]
        if kind in for_all:
            assert kept == "public, max-age=300", kind
        else:
            assert kept == ("private, no-cache" if kind in asked_again else "no-store"), kind


def test_no_other_origin_is_ever_let_in(told: dict[str, TestResponse]):
    for kind, answer in told.items():
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")], kind


def test_a_browser_that_asks_for_another_origin_hears_only_which_methods_there_are(browser: Browser):
    asked = browser.send(
        "OPTIONS",
        "/v1/cases",
        Origin="https://evil.example.org",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="authorization",
    )
    assert (asked.status_code, asked.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert "evil" not in str(asked.headers) + asked.text


def test_nothing_says_what_serves_it(told: dict[str, TestResponse]):
    for answer in told.values():
        assert {"server", "x-powered-by", "via"}.isdisjoint(name.lower() for name, _ in answer.headers)
        assert not re.search(r"python|eventlet|nameko|werkzeug", str(answer.headers), re.IGNORECASE)


def test_tls_is_asked_for_where_settings_say_so_and_nowhere_else(
    told: dict[str, TestResponse], tmp_path: Path, services: FakeServices
):
    behind_tls = answers(Browser(a_gateway(tmp_path, services, hsts=HOUR)), services)
    name = "Strict-Transport-Security"
    assert {answer.headers.get(name) for answer in told.values()} == {None}
    assert {answer.headers.get(name) for answer in behind_tls.values()} == {f"max-age={HOUR}"}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        (b"GET /" + b"x" * 8192 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 70 + b"\r\n", 431),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
    ],
)
def test_a_head_that_cannot_be_read_is_answered_with_the_same(tmp_path: Path, sent: bytes, status: int):
    with served(tmp_path, "--hsts", str(HOUR)) as house, house.line() as line:
        line.send(sent)
        refused = line.answer()
    assert refused.status == status
    assert {name.lower(): value for name, value in SECURITY}.items() <= refused.headers.items()
    assert refused.headers["content-security-policy"] == JSON_POLICY
    assert refused.headers["cache-control"] == "no-store"
    assert refused.headers["strict-transport-security"] == f"max-age={HOUR}"
    assert "server" not in refused.headers
