"""A POST or PATCH: one effect per key, and on the version that was seen."""

import pytest

from tests.gateway.builders import AREA, CASE, Browser, FakeServices, problem, wrong_fields

ASSIGN = f"/v1/cases/{CASE}/assign"
CLOSE = f"/v1/cases/{CASE}/close"
SEEN = '"3-0123456789abcdef"'


def test_a_body_is_passed_on_with_its_key(browser: Browser, services: FakeServices):
    services.answer("grids.register_case", {"id": CASE, "version": 1})
    made = browser.post("/v1/cases", {"area_id": AREA, "text": "路灯坏了"}, Idempotency_Key="key-7")
    assert services.last.rpc == "grids.register_case"
    assert services.last.body == {"area_id": AREA, "text": "路灯坏了"}
    assert services.last.context["key"] == "key-7"
    assert made.status_code == 201


def test_what_was_created_says_where_it_is_and_is_not_kept(browser: Browser, services: FakeServices):
    services.answer("grids.register_case", {"id": CASE, "version": 1})
    made = browser.post("/v1/cases", {})
    assert made.headers["Location"] == f"/v1/cases/{CASE}"
    assert made.headers["ETag"].startswith('"1-')
    assert made.headers["Cache-Control"] == "no-store"


def test_what_has_no_path_of_its_own_has_no_location(browser: Browser, services: FakeServices):
    services.answer("grids.found_areas", {"id": AREA})
    assert "Location" not in browser.post("/v1/areas/batch", {}).headers
    services.answer("grids.assign_case", {"id": CASE})
    assert "Location" not in browser.post(ASSIGN, If_Match=SEEN).headers


@pytest.mark.parametrize("path", ["/v1/cases", ASSIGN, "/v1/operator/notify/mirrors/refeed"])
def test_every_post_needs_a_key(browser: Browser, services: FakeServices, path: str):
    assert problem(browser.send("POST", path, {}, If_Match=SEEN)) == (400, "IdempotencyKeyMissing")
    assert services.calls == []


@pytest.mark.parametrize("key", ["x", "x" * 200, "!~", "018f-retry/2"])
def test_a_key_is_1_to_200_visible_characters(browser: Browser, services: FakeServices, key: str):
    assert browser.post("/v1/cases", {}, Idempotency_Key=key).status_code == 201
    assert services.last.context["key"] == key


@pytest.mark.parametrize("key", ["x" * 201, "two words", "\u00e9", "tab\there"])
def test_another_key_is_refused(browser: Browser, services: FakeServices, key: str):
    assert problem(browser.post("/v1/cases", {}, Idempotency_Key=key)) == (400, "IdempotencyKeyInvalid")
    assert services.calls == []


def test_a_patch_carries_its_key_like_any_change(browser: Browser, services: FakeServices):
    rename = f"/v1/areas/{AREA}"
    refused = browser.send("PATCH", rename, {"name": "新名"}, If_Match=SEEN)
    assert problem(refused) == (400, "IdempotencyKeyMissing")
    browser.send("PATCH", rename, {"name": "新名"}, If_Match=SEEN, Idempotency_Key="key-1")
    assert services.last.context["key"] == "key-1"


@pytest.mark.parametrize(
    "seen",
    [
        SEEN,
        f"W/{SEEN}",
        f" {SEEN} ",
        '"3-0123456789abcdef", "3-fedcba9876543210"',
    ],
)
def test_the_version_that_was_seen_comes_from_if_match(browser: Browser, services: FakeServices, seen: str):
    browser.post(CLOSE, {"feedback": "已修好"}, If_Match=seen)
    assert services.last.body == {"case_id": CASE, "seen_version": 3, "feedback": "已修好"}


@pytest.mark.parametrize(("method", "path"), [("POST", ASSIGN), ("PATCH", f"/v1/areas/{AREA}")])
def test_a_change_of_what_exists_needs_if_match(
    browser: Browser, services: FakeServices, method: str, path: str
):
    refused = browser.send(method, path, {}, Idempotency_Key="key-1")
    assert problem(refused) == (428, "IfMatchMissing")
    assert services.calls == []


@pytest.mark.parametrize(
    "seen",
    [
        "*",
        "3",
        '"3"',
        '"three-0123456789abcdef"',
        '"-1-0123456789abcdef"',
        '"3-0123456789ABCDEF"',
        '"3-0123"',
        f"{SEEN},",
        f"{SEEN} {SEEN}",
        f'{SEEN}, "4-0123456789abcdef"',
        f'{SEEN}, "other"',
        '"1234567890123456-0123456789abcdef"',
        '""',
        '"',
    ],
)
def test_an_if_match_that_does_not_name_one_version_of_ours_is_refused(
    browser: Browser, services: FakeServices, seen: str
):
    assert problem(browser.post(ASSIGN, If_Match=seen)) == (400, "IfMatchInvalid")
    assert services.calls == []


def test_a_stale_version_is_412_with_both_values(browser: Browser, services: FakeServices):
    values = {"sent_version": 3, "current_version": 4, "current": {"state": "assigned"}}
    services.refuse("grids.assign_case", "stale", "StaleVersion", values=values)
    refused = browser.post(ASSIGN, If_Match=SEEN)
    assert problem(refused) == (412, "StaleVersion")
    assert refused.json is not None
    assert refused.json["values"] == values


@pytest.mark.parametrize("name", ["case_id", "seen_version"])
def test_what_has_its_place_elsewhere_may_not_come_in_the_body(
    browser: Browser, services: FakeServices, name: str
):
    refused = browser.post(CLOSE, {"feedback": "好", name: 4}, If_Match=SEEN)
    assert wrong_fields(refused) == {name: "unknown"}
    assert services.calls == []


def test_a_change_has_no_query(browser: Browser, services: FakeServices):
    assert wrong_fields(browser.post("/v1/cases?area_id=x", {})) == {"area_id": "unknown"}
    assert services.calls == []


def test_a_change_is_answered_whatever_bodies_the_client_has(browser: Browser, services: FakeServices):
    services.answer("grids.assign_case", {"id": CASE, "version": 4})
    assert browser.post(ASSIGN, If_Match=SEEN, If_None_Match="*").status_code == 200
