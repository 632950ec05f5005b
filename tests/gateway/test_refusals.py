"""What a service refuses, or does not answer, as the client sees it."""

import logging

import pytest

from services.chassis.errors import DeadlinePassed, ServiceUnavailable
from tests.gateway.builders import CASE, Browser, FakeServices, problem

GET_CASE = f"/v1/cases/{CASE}"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("invalid", 422),
        ("not_found", 404),
        ("conflict", 409),
        ("stale", 412),
        ("forbidden", 403),
        ("unavailable", 503),
        ("unauthenticated", 401),
    ],
)
def test_the_kind_of_a_refusal_is_its_status(
    browser: Browser, services: FakeServices, kind: str, status: int
):
    services.refuse("grids.get_case", kind, "SomeRule")
    assert problem(browser.get(GET_CASE)) == (status, "SomeRule")


def test_what_a_service_refuses_is_copied(browser: Browser, services: FakeServices):
    fields = [
        {"field": "area_id", "code": "AreaUnknown", "values": {"area_id": "x"}, "detail": "没有这个网格"}
    ]
    services.refuse(
        "grids.get_case", "not_found", "AreaUnknown", values={"area_id": "x"}, fields=fields, detail="没有"
    )
    told = browser.get(GET_CASE).json
    assert told is not None
    assert (told["detail"], told["values"], told["fields"]) == ("没有", {"area_id": "x"}, fields)
    assert told["instance"] == GET_CASE


def test_a_problem_is_not_kept_by_anybody(browser: Browser, services: FakeServices):
    services.refuse("grids.get_case", "forbidden", "PermissionMissing")
    refused = browser.get(GET_CASE)
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert refused.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_a_service_that_is_away_is_503_and_says_when_to_come_again(browser: Browser, services: FakeServices):
    services.fail("grids.get_case", ServiceUnavailable(service="grids"))
    refused = browser.get(GET_CASE)
    assert problem(refused) == (503, "ServiceUnavailable")
    assert refused.headers["Retry-After"] == "1"


def test_an_answer_that_never_came_is_504(browser: Browser, services: FakeServices):
    services.fail("grids.get_case", DeadlinePassed())
    refused = browser.get(GET_CASE)
    assert problem(refused) == (504, "DeadlinePassed")
    assert refused.headers["Retry-After"] == "1"


def test_a_call_that_the_service_did_not_begin_in_time_is_503(browser: Browser, services: FakeServices):
    services.refuse("grids.get_case", "unavailable", "DeadlinePassed")
    assert problem(browser.get(GET_CASE)) == (503, "DeadlinePassed")


def test_the_winner_of_two_equal_requests_may_be_asked_again_soon(browser: Browser, services: FakeServices):
    services.refuse("grids.register_case", "conflict", "StillRunning")
    refused = browser.post("/v1/cases", {})
    assert problem(refused) == (409, "StillRunning")
    assert refused.headers["Retry-After"] == "1"


def test_another_conflict_is_no_better_later(browser: Browser, services: FakeServices):
    services.refuse("grids.register_case", "conflict", "IdTaken")
    assert "Retry-After" not in browser.post("/v1/cases", {}).headers


@pytest.mark.parametrize("error", [None, RuntimeError("a secret of the database")])
def test_what_broke_is_told_by_its_request_id_alone(
    browser: Browser, services: FakeServices, error: Exception | None
):
    services.fail("grids.get_case", error)
    refused = browser.get(GET_CASE)
    assert problem(refused) == (500, "SomethingBroke")
    assert "secret" not in refused.text
    assert "Retry-After" not in refused.headers


def test_a_refusal_of_a_kind_that_nobody_knows_is_a_defect(browser: Browser, services: FakeServices):
    services.refuse("grids.get_case", "moody", "NotToday")
    assert problem(browser.get(GET_CASE)) == (500, "SomethingBroke")


def test_a_failed_request_is_one_line_without_ids(
    browser: Browser, services: FakeServices, caplog: pytest.LogCaptureFixture
):
    services.fail("grids.get_case")
    browser.get(GET_CASE)
    (line,) = caplog.records
    assert (line.levelno, line.message) == (logging.ERROR, "request failed")
    assert vars(line)["route"] == "GET /v1/cases/{case_id}"
    assert vars(line)["status"] == 500
    assert CASE not in str(vars(line))


def test_a_slow_request_is_one_line(
    browser: Browser, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gateway.watch.SLOW", 0.0)
    browser.get(GET_CASE)
    assert [line.message for line in caplog.records] == ["request slow"]


def test_other_requests_leave_no_line(browser: Browser, caplog: pytest.LogCaptureFixture):
    browser.get(GET_CASE)
    browser.get("/nowhere")
    assert caplog.records == []
