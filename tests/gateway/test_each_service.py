"""One route for the same RPC of several services: the path says which of them is asked."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from gateway.contracts import Contracts
from gateway.operations import RouteInvalid, operations_of
from gateway.routes import Route
from tests.gateway.builders import Browser, FakeServices, a_gateway, problem

JOB = "members.0190d0b8-0000-7000-8000-000000000000"
ROUTES = (
    Route("GET", "/v1/jobs/{job_id}", "*.get_job", "Read a job"),
    Route("GET", "/v1/operator/{service}/jobs", "*.list_jobs", "List jobs"),
)


def rpc(takes: str) -> dict[str, Any]:
    return {"permission": "jobs.read", "reads": "public", "takes": takes, "gives": "jobs.Job", "refuses": []}


def write(folder: Path, service: str, **changes: Any) -> None:
    text = {"type": "string"}
    contract = {
        "service": service,
        "schemas": {
            "jobs.GetJob": {"type": "object", "properties": {"job_id": text}},
            "jobs.ListJobs": {"type": "object", "properties": {"limit": {"type": "integer"}, "after": {}}},
            "jobs.Job": {"type": "object", "properties": {"id": text}},
        },
        "rpcs": {"get_job": rpc("jobs.GetJob") | changes, "list_jobs": rpc("jobs.ListJobs")},
    }
    (folder / service).mkdir()
    (folder / service / "contract.json").write_bytes(orjson.dumps(contract))


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    for service in ("grids", "members"):
        write(tmp_path, service)
    return tmp_path


@pytest.fixture
def browser(tmp_path: Path, contracts: Path, services: FakeServices) -> Browser:
    return Browser(a_gateway(tmp_path, services, ROUTES, contracts))


def test_what_stands_before_the_first_dot_is_the_service(browser: Browser, services: FakeServices):
    services.answer("members.get_job", {"id": JOB})
    assert browser.get(f"/v1/jobs/{JOB}").json == {"id": JOB}
    assert (services.last.rpc, services.last.body) == ("members.get_job", {"job_id": JOB})


def test_a_service_that_is_no_field_of_the_request_is_not_sent(browser: Browser, services: FakeServices):
    browser.get("/v1/operator/grids/jobs?limit=3")
    assert (services.last.rpc, services.last.body) == ("grids.list_jobs", {"limit": 3})


@pytest.mark.parametrize(
    "path", ["/v1/jobs/care.1", "/v1/jobs/1", "/v1/operator/gateway/jobs", "/v1/operator/grids.1/jobs"]
)
def test_a_service_that_has_no_such_rpc_is_no_path(browser: Browser, services: FakeServices, path: str):
    assert problem(browser.get(path)) == (404, "PathUnknown")
    assert services.calls == []


def test_a_cursor_of_one_service_does_not_fit_another(browser: Browser, services: FakeServices):
    services.answer("grids.list_jobs", {"items": [], "next": ["a"]})
    cursor = (browser.get("/v1/operator/grids/jobs").json or {})["next"]
    assert browser.get(f"/v1/operator/grids/jobs?after={cursor}").status_code == 200
    assert problem(browser.get(f"/v1/operator/members/jobs?after={cursor}"))[0] == 400


def test_what_is_to_be_asked_again_says_when(browser: Browser, services: FakeServices):
    services.answer("members.get_job", {"id": JOB, "retry_after": 2})
    assert browser.get(f"/v1/jobs/{JOB}").headers["Retry-After"] == "2"
    services.answer("members.get_job", {"id": JOB, "retry_after": None})
    assert "Retry-After" not in browser.get(f"/v1/jobs/{JOB}").headers


def test_services_that_differ_share_no_route(tmp_path: Path):
    write(tmp_path, "grids")
    write(tmp_path, "members", permission="jobs.change")
    with pytest.raises(RouteInvalid):
        operations_of(ROUTES, Contracts.load(tmp_path))
