"""A reading that goes on to another service: one request, one deadline, one answer, one set of refusals."""

from pathlib import Path

import pytest

from gateway.contracts import SERVICES, Contracts
from gateway.operations import Operation, RouteInvalid
from gateway.routes import ROUTES, Route
from tests.gateway.builders import AREA, Browser, FakeServices, a_gateway

REPORT = f"/v1/areas/{AREA}/counts/report"
TRACED = {"area_id": AREA, "on": "2026-03-05", "as_of": "2026-03-05", "areas": [], "unplaced": []}


@pytest.fixture
def browser(tmp_path: Path, services: FakeServices) -> Browser:
    """On the contracts of the services that there are."""
    return Browser(a_gateway(tmp_path, services, routes=ROUTES, contracts=SERVICES))


def test_what_one_service_says_is_what_the_other_is_asked(browser: Browser, services: FakeServices):
    services.answer("grids.trace_areas", TRACED)
    services.answer("members.report_people", {"area_id": AREA, "households": 7})

    answered = browser.get(f"{REPORT}?on=2026-03-05")

    traced, counted = services.calls
    assert (traced.rpc, traced.body) == ("grids.trace_areas", {"area_id": AREA, "on": "2026-03-05"})
    assert (counted.rpc, counted.body) == ("members.report_people", TRACED)
    assert (answered.json or {})["households"] == 7


def test_both_are_asked_with_one_token_and_within_one_deadline(browser: Browser, services: FakeServices):
    services.answer("grids.trace_areas", TRACED)
    browser.get(REPORT)

    traced, counted = services.calls
    assert counted.context["deadline"] < traced.context["deadline"] == 7.5
    for name in ("token", "request_id", "language", "accepted_at"):
        assert counted.context[name] == traced.context[name]


@pytest.mark.parametrize("rpc", ["grids.trace_areas", "members.report_people"])
def test_what_either_refuses_is_refused(browser: Browser, services: FakeServices, rpc: str):
    services.answer("grids.trace_areas", TRACED)
    services.refuse(rpc, "not_found", "AreaUnknown")

    refused = browser.get(REPORT)

    assert (refused.status_code, (refused.json or {})["code"]) == (404, "AreaUnknown")
    assert services.last.rpc == rpc


@pytest.mark.parametrize(
    ("method", "path", "rpc", "on_to"),
    [
        ("POST", "/v1/areas/merge", "grids.merge_areas", "members.report_people"),
        ("GET", "/v1/areas/{area_id}/counts/report", "grids.trace_areas", "members.foresee_people"),
        ("GET", "/v1/areas/{area_id}/counts/report", "grids.trace_areas", "members.recount_people"),
    ],
)
def test_a_route_goes_on_only_where_both_read_and_fit(method: str, path: str, rpc: str, on_to: str):
    with pytest.raises(RouteInvalid):
        Operation.of(Route(method, path, rpc, "wrong", on_to=on_to), Contracts.load())


def test_the_document_tells_of_both(browser: Browser):
    shown = (browser.get("/v1/openapi.json").json or {})["paths"]["/v1/areas/{area_id}/counts/report"]["get"]
    answer = shown["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["$ref"].endswith("tallies.Report")
    refused = str(shown["responses"]["422"])
    assert "DayToCome" in refused
    assert "CountsNotKept" in refused
