"""The OpenAPI document equals the routes, and what it shows is true."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from gateway.contracts import SERVICES, Contracts, RpcContract
from gateway.openapi.document import document
from gateway.operations import operations_of
from gateway.problem import STATUS_OF
from gateway.routes import ROUTES, Route
from gateway.upload import PATH as FILES
from tests.gateway.builders import CONTRACTS, IMAGINED, Browser, FakeServices, a_gateway

Operation = dict[str, Any]


@pytest.fixture(scope="module", params=["services", "imagined"])
def which(request: pytest.FixtureRequest) -> str:
    """The contracts as they are, and as these tests imagine them."""
    return str(request.param)


@pytest.fixture(scope="module")
def routes(which: str) -> tuple[Route, ...]:
    return ROUTES if which == "services" else IMAGINED


@pytest.fixture(scope="module")
def contracts(which: str) -> Contracts:
    return Contracts.load(SERVICES if which == "services" else CONTRACTS)


@pytest.fixture(scope="module")
def told(routes: tuple[Route, ...], contracts: Contracts) -> dict[str, Any]:
    return document(operations_of(routes, contracts), contracts)


@pytest.fixture(scope="module")
def imagined() -> dict[str, Any]:
    contracts = Contracts.load(CONTRACTS)
    return document(operations_of(IMAGINED, contracts), contracts)


def operations(told: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def one(told: dict[str, Any], method: str, path: str) -> Operation:
    found: Operation = told["paths"][path][method]
    return found


def asking(told: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """The operations that ask a service: all but the sending of a file."""
    return (each for each in operations(told) if each[1] != FILES)


def rpc_of(operation: Operation, contracts: Contracts) -> RpcContract:
    """What is drawn is named for the RPC and for what it looks like."""
    service, method, *_ = operation["operationId"].split(".")
    if service != "each":
        return contracts.rpcs[f"{service}.{method}"]
    return next(iter(contracts.everywhere(method).values()))


def parameters(told: dict[str, Any], operation: Operation) -> dict[str, dict[str, Any]]:
    known = told["components"]["parameters"]
    whole = [
        known[each["$ref"].split("/")[-1]] if "$ref" in each else each for each in operation["parameters"]
    ]
    return {each["name"]: each for each in whole}


def test_the_document_is_openapi_3_1(told: dict[str, Any]):
    OpenAPIV31SpecValidator(told).validate()
    assert told["openapi"] == "3.1.0"


def test_the_document_has_exactly_the_routes(told: dict[str, Any], routes: tuple[Route, ...]):
    shown = {(method, path): operation["operationId"] for method, path, operation in operations(told)}
    asking = {
        (route.method, route.path): route.rpc.replace("*.", "each.") + (route.drawn and f".{route.drawn}")
        for route in routes
    }
    assert shown == asking | {("POST", FILES): "gateway.take_file"}


def test_it_is_served_as_it_was_made(browser: Browser, imagined: dict[str, Any]):
    served = browser.get("/v1/openapi.json")
    assert served.json == imagined
    again = browser.get("/v1/openapi.json", If_None_Match=served.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")


def test_every_operation_names_its_permission_and_needs_a_token(told: dict[str, Any], contracts: Contracts):
    for _, _, operation in asking(told):
        assert operation["security"] == [{"token": [rpc_of(operation, contracts).permission]}]


def test_every_operation_tells_the_refusals_of_its_contract(told: dict[str, Any], contracts: Contracts):
    for _, _, operation in asking(told):
        for refusal in rpc_of(operation, contracts).refuses:
            response = operation["responses"][str(STATUS_OF[refusal.kind].value)]
            assert f"`{refusal.code}`" in response["description"]


@pytest.mark.parametrize("status", ["401", "403", "422", "500", "503", "504"])
def test_every_operation_can_be_refused(told: dict[str, Any], status: str):
    for _, _, operation in asking(told):
        assert "application/problem+json" in operation["responses"][status]["content"]


def test_the_sending_of_a_file_needs_a_token_and_no_permission(told: dict[str, Any]):
    upload = one(told, "post", FILES)
    assert upload["security"] == [{"token": []}]
    assert upload["responses"].keys() == {"201", "400", "401", "413", "421", "422", "429", "500", "503"}
    assert set(parameters(told, upload)) == {"name", "Idempotency-Key", "Accept-Language", "X-Request-Id"}


def test_every_post_shows_its_key_and_every_change_its_condition(told: dict[str, Any]):
    for method, path, operation in operations(told):
        names = parameters(told, operation)
        assert ("Idempotency-Key" in names) == (method != "GET"), path
        assert ("If-Match" in names) == ("412" in operation["responses"]), path
        assert ("If-Match" in names) == ("428" in operation["responses"]), path
        assert not ("If-Match" in names and not names["If-Match"]["required"])


def test_a_thing_with_a_version_shows_its_etag(told: dict[str, Any]):
    seen = one(told, "get", "/v1/cases/{case_id}")
    assert "ETag" in seen["responses"]["200"]["headers"]
    assert "304" in seen["responses"]
    assert "If-None-Match" in parameters(told, seen)
    listed = one(told, "get", "/v1/cases")
    assert "304" not in listed["responses"]
    assert "ETag" not in listed["responses"]["200"]["headers"]


def test_a_cursor_is_text_in_both_directions(told: dict[str, Any]):
    listed = one(told, "get", "/v1/cases")
    assert parameters(told, listed)["after"]["schema"] == {"type": "string"}
    assert told["components"]["schemas"]["cases.Cases"]["properties"]["next"]["type"] == ["string", "null"]


def test_a_list_of_values_is_one_parameter(imagined: dict[str, Any]):
    kinds = parameters(imagined, one(imagined, "get", "/v1/areas"))["kinds"]
    assert (kinds["style"], kinds["explode"]) == ("form", False)


def test_what_is_required_of_a_query_is_shown(told: dict[str, Any]):
    names = parameters(told, one(told, "get", "/v1/areas"))
    assert names["name_prefix"]["required"] is True
    assert names["limit"]["required"] is False


def test_a_body_has_no_field_that_stands_elsewhere(told: dict[str, Any]):
    body = told["components"]["schemas"]["cases.CloseCase.Body"]
    assert set(body["properties"]) == {"feedback"}
    assert body["required"] == ["feedback"]
    assert "requestBody" not in one(told, "post", "/v1/cases/{case_id}/assign")
    bodies = {name: body for name, body in told["components"]["schemas"].items() if name.endswith(".Body")}
    assert [name for name, body in bodies.items() if "seen_version" in body.get("properties", {})] == []


def test_a_body_is_required_where_a_field_of_it_is(told: dict[str, Any]):
    for path, _, operation in operations(told):
        sent = operation.get("requestBody", {"content": {}})
        if shown := sent["content"].get("application/json"):
            body = told["components"]["schemas"][shown["schema"]["$ref"].rpartition("/")[2]]
            assert sent["required"] == bool(body.get("required")), path


def test_what_is_created_shows_its_place(told: dict[str, Any]):
    assert "Location" in one(told, "post", "/v1/cases")["responses"]["201"]["headers"]
    assert "Location" not in one(told, "post", "/v1/areas/batch")["responses"]["201"]["headers"]


def test_every_example_fits_its_schema(told: dict[str, Any]):
    checked = 0
    for _, path, operation in operations(told):
        for body in [*operation["responses"].values(), operation.get("requestBody", {})]:
            media = body.get("content", {}).get("application/json")
            if media is not None:
                schema = {**media["schema"], "components": told["components"]}
                assert list(Draft202012Validator(schema).iter_errors(media["example"])) == [], path
                checked += 1
    assert checked > len(list(operations(told)))


def test_a_problem_is_as_it_is_shown(told: dict[str, Any], browser: Browser):
    refused = browser.get("/v1/areas?colour=red&limit=x")
    assert (
        list(Draft202012Validator(told["components"]["schemas"]["Problem"]).iter_errors(refused.json)) == []
    )


def test_a_route_that_ends_says_so(tmp_path: Path, imagined: dict[str, Any]):
    route = Route(
        "GET",
        "/v1/cases/{case_id}",
        "grids.get_case",
        "Read a case",
        deprecated_on=date(2026, 3, 5),
        sunset_on=date(2027, 3, 5),
    )
    contracts = Contracts.load(CONTRACTS)
    shown = document(operations_of((route,), contracts), contracts)
    assert one(shown, "get", route.path)["deprecated"] is True
    assert "deprecated" not in one(imagined, "get", route.path)
    answered = Browser(a_gateway(tmp_path, FakeServices(), (route,))).get("/v1/cases/018f")
    assert answered.headers["Deprecation"] == "@1772640000"
    assert answered.headers["Sunset"] == "Thu, 04 Mar 2027 16:00:00 GMT"


def test_every_route_says_that_one_may_ask_too_often_and_when_to_come_again(told: dict[str, Any]):
    for _, path, operation in operations(told):
        assert "Retry-After" in operation["responses"]["429"]["headers"], path
