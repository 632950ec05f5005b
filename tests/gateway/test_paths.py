"""Which paths and methods there are, and what the others are told."""

import pytest

from gateway.errors import PathUnknown
from gateway.match import PathTaken, Router
from gateway.rates.rate import Load
from gateway.request import Request
from tests.gateway.builders import AREA, CASE, Browser, problem

GET_CASE = f"/v1/cases/{CASE}"


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v1/cases/", "/v1/cases//assign", "/v2/cases", f"{GET_CASE}/", "/V1/cases"]
)
def test_an_unknown_path_is_not_found(browser: Browser, path: str):
    assert problem(browser.get(path)) == (404, "PathUnknown")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", GET_CASE, "GET, HEAD"),
        ("PUT", f"/v1/areas/{AREA}", "GET, HEAD, PATCH"),
        ("POST", "/v1/openapi.json", "GET, HEAD"),
        ("GET", f"{GET_CASE}/assign", "POST"),
        ("OPTIONS", "/v1/cases", "GET, HEAD, POST"),
    ],
)
def test_another_method_is_told_which_there_are(browser: Browser, method: str, path: str, allowed: str):
    refused = browser.send(method, path)
    assert problem(refused) == (405, "MethodNotAllowed")
    assert refused.headers["Allow"] == allowed


def test_a_literal_segment_goes_before_a_parameter():
    router = Router()
    for path in ("/areas/{area_id}", "/areas/resolve", "/areas/{area_id}/children"):
        router.add("GET", path, a_page(path))
    assert router.find("GET", "/areas/resolve")[0].name == "/areas/resolve"
    assert router.find("GET", "/areas/other")[1] == {"area_id": "other"}
    assert router.find("HEAD", "/areas/x/children")[1] == {"area_id": "x"}
    with pytest.raises(PathUnknown):
        router.find("GET", "/areas/resolve/children")


@pytest.mark.parametrize("second", ["/areas/{area_id}", "/areas/{id}/move"])
def test_two_routes_that_one_request_would_fit_are_refused_at_start(second: str):
    router = Router()
    router.add("GET", "/areas/{area_id}", a_page("first"))
    with pytest.raises(PathTaken):
        router.add("GET", second, a_page("second"))


@pytest.mark.parametrize("raw", ["/v1/areas/x%2Fchildren", "/v1/areas/x%2fchildren"])
def test_a_hidden_slash_is_no_slash(raw: str):
    with pytest.raises(PathUnknown):
        _ = a_request("/v1/areas/x/children", raw).decoded_path


def test_a_path_is_utf_8():
    assert a_request("/v1/areas/\xe5\x85\xab", "/v1/areas/%E5%85%AB").decoded_path == "/v1/areas/八"
    with pytest.raises(PathUnknown):
        _ = a_request("/v1/areas/\xff", "/v1/areas/%FF").decoded_path


def a_request(path: str, raw: str) -> Request:
    return Request({"REQUEST_METHOD": "GET", "PATH_INFO": path, "RAW_PATH_INFO": raw})


class a_page:  # noqa: N801  (a builder)
    load = Load.READING

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, request, parameters):
        raise AssertionError("only looked for")
