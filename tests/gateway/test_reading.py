"""A GET: path and query become one flat request; the answer becomes JSON with an ETag."""

import orjson
import pytest

from tests.gateway.builders import AREA, CASE, NOW, Browser, FakeServices, a_token, problem, wrong_fields

A_CASE = {"id": CASE, "state": "registered", "version": 3}
GET_CASE = f"/v1/cases/{CASE}"


def test_path_and_query_become_one_flat_request(browser: Browser, services: FakeServices):
    browser.get(f"/v1/areas/{AREA}/holder?on=2026-03-05")
    assert services.last.rpc == "grids.find_holder"
    assert services.last.body == {"area_id": AREA, "on": "2026-03-05"}


def test_the_call_carries_token_language_deadline_and_the_moment_of_acceptance(
    browser: Browser, services: FakeServices
):
    token = a_token()
    answered = browser.get(GET_CASE, token=token, Accept_Language="en", X_Request_Id="request-from-afar")
    assert services.last.context == {
        "token": token,
        "request_id": "request-from-afar",
        "language": "en",
        "deadline": 7.5,
        "key": None,
        "accepted_at": NOW.timestamp(),
    }
    assert answered.headers["X-Request-Id"] == "request-from-afar"


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "has space here", "-begins-with-a-hyphen", "\u00e9tude-12"]
)
def test_a_request_id_that_is_not_well_formed_is_replaced(browser: Browser, given: str):
    made = browser.get(GET_CASE, X_Request_Id=given).headers["X-Request-Id"]
    assert made != given
    assert len(made) == 36


@pytest.mark.parametrize("given", ["x" * 8, "x" * 64])
def test_a_well_formed_request_id_is_kept(browser: Browser, given: str):
    assert browser.get(GET_CASE, X_Request_Id=given).headers["X-Request-Id"] == given


def test_one_thing_has_an_etag_of_its_version_and_body(browser: Browser, services: FakeServices):
    services.answer("grids.get_case", A_CASE)
    answered = browser.get(GET_CASE)
    assert answered.status_code == 200
    assert answered.json == A_CASE
    assert answered.headers["ETag"].startswith('"3-')
    assert answered.headers["Vary"] == "Authorization, Accept-Language"
    assert answered.headers["Cache-Control"] == "private, no-cache"


def test_another_body_of_the_same_version_has_another_etag(browser: Browser, services: FakeServices):
    services.answer("grids.get_case", A_CASE)
    one = browser.get(GET_CASE).headers["ETag"]
    services.answer("grids.get_case", A_CASE | {"text": "***"})
    assert browser.get(GET_CASE).headers["ETag"] != one


def test_who_has_the_body_is_not_sent_it_again_but_the_service_is_asked(
    browser: Browser, services: FakeServices
):
    services.answer("grids.get_case", A_CASE)
    tag = browser.get(GET_CASE).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other-tag", {tag}', "*"):
        again = browser.get(GET_CASE, If_None_Match=known)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
        assert "Content-Length" not in again.headers
    assert len(services.calls) == 5


def test_an_older_etag_gets_the_body(browser: Browser, services: FakeServices):
    services.answer("grids.get_case", A_CASE)
    assert browser.get(GET_CASE, If_None_Match='"2-0000000000000000"').status_code == 200


def test_a_refused_reader_is_refused_whatever_body_he_has(browser: Browser, services: FakeServices):
    services.refuse("grids.get_case", "not_found", "CaseUnknown")
    assert problem(browser.get(GET_CASE, If_None_Match="*")) == (404, "CaseUnknown")


def test_head_is_a_get_without_its_body(browser: Browser, services: FakeServices):
    services.answer("grids.get_case", A_CASE)
    seen, told = browser.get(GET_CASE), browser.send("HEAD", GET_CASE)
    assert (told.status_code, told.data) == (200, b"")
    assert told.headers["ETag"] == seen.headers["ETag"]
    assert told.headers["Content-Length"] == str(len(orjson.dumps(A_CASE)))


def test_a_get_has_no_body(browser: Browser, services: FakeServices):
    assert problem(browser.send("GET", GET_CASE, {})) == (400, "BodyUnexpected")
    assert services.calls == []


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("name_prefix=%E5%85%AB%E9%87%8C", {"name_prefix": "八里"}),
        ("name_prefix=a+b%2B", {"name_prefix": "a b+"}),
        ("name_prefix=", {"name_prefix": ""}),
        ("limit=200", {"limit": 200}),
        ("limit=1000000", {"limit": 1_000_000}),
        ("limit=-1", {"limit": -1}),
        ("active=true", {"active": True}),
        ("active=false", {"active": False}),
        ("kinds=base,micro", {"kinds": ["base", "micro"]}),
        ("kinds=", {"kinds": []}),
        ("&limit=1&", {"limit": 1}),
        ("", {}),
    ],
)
def test_a_parameter_is_read_as_its_field_has_it(
    browser: Browser, services: FakeServices, query: str, sent: dict[str, object]
):
    browser.get(f"/v1/areas?{query}")
    assert services.last.body == sent


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("limit=fifty", {"limit": "wrong_type"}),
        ("limit=", {"limit": "wrong_type"}),
        ("limit=5.0", {"limit": "wrong_type"}),
        ("limit=007", {"limit": "wrong_type"}),
        ("limit=1234567890123456", {"limit": "wrong_type"}),
        ("limit=%D9%A1", {"limit": "wrong_type"}),
        ("active=1", {"active": "wrong_type"}),
        ("name_prefix=%FF", {"name_prefix": "wrong_type"}),
        ("limit=1&limit=2", {"limit": "repeated"}),
        ("colour=red", {"colour": "unknown"}),
        ("area_id=x", {"area_id": "unknown"}),
        ("seen_version=1", {"seen_version": "unknown"}),
        ("colour=red&limit=x", {"colour": "unknown", "limit": "wrong_type"}),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(
    browser: Browser, services: FakeServices, query: str, wrong: dict[str, str]
):
    assert wrong_fields(browser.get(f"/v1/areas?{query}")) == wrong
    assert services.calls == []


def test_a_path_parameter_does_not_come_in_the_query_too(browser: Browser):
    assert wrong_fields(browser.get(f"{GET_CASE}?case_id={AREA}")) == {"case_id": "unknown"}
