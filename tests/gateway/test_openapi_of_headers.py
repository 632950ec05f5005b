"""What the OpenAPI document says of headers and addresses is what the gateway does with them."""

import re
from typing import Any

import pytest

from gateway.contracts import Contracts
from gateway.etag import etag
from gateway.openapi.document import document
from gateway.operations import operations_of
from gateway.routes import ROUTES
from tests.gateway.builders import Browser

CHANGE = "/v1/cases/018f/close"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    contracts = Contracts.load()
    return document(operations_of(ROUTES, contracts), contracts)


def test_a_route_that_names_its_service_says_that_there_is_no_such_service(told: dict[str, Any]):
    for path, methods in told["paths"].items():
        if "{service}" in path:
            for operation in methods.values():
                assert "`PathUnknown`" in operation["responses"]["404"]["description"], path


@pytest.mark.parametrize("tag", [etag(3, b"{}"), "W/" + etag(3, b"{}"), etag(10**14, b"")])
def test_a_tag_of_ours_is_as_it_is_shown(told: dict[str, Any], tag: str):
    assert re.fullmatch(shown(told, "IfMatch")["pattern"], tag)


@pytest.mark.parametrize("tag", ["*", '"3"', etag(3, b"{}")[1:], '"3-8D1C0A5BE0F4C2AA"', etag(10**15, b"")])
def test_what_is_shown_to_be_no_tag_is_refused(told: dict[str, Any], browser: Browser, tag: str):
    assert not re.fullmatch(shown(told, "IfMatch")["pattern"], tag)
    assert browser.post(CHANGE, {"feedback": "x"}, If_Match=tag).status_code == 400


def test_any_request_id_is_taken_and_only_a_well_formed_one_kept(told: dict[str, Any], browser: Browser):
    assert shown(told, "RequestId") == {"type": "string"}
    assert browser.get("/v1/cases", X_Request_Id="short").status_code == 200
    assert browser.get("/v1/cases", X_Request_Id="short").headers["X-Request-Id"] != "short"


def shown(told: dict[str, Any], name: str) -> dict[str, Any]:
    schema: dict[str, Any] = told["components"]["parameters"][name]["schema"]
    return schema
