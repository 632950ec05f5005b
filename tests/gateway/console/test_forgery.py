"""A form that another site sends changes nothing."""

import pytest

from tests.gateway.builders import FakeServices, a_token
from tests.gateway.console.desk import CASE, Desk

FORMS = [
    "/console/cases",
    f"/console/cases/{CASE}/close",
    "/console/residents",
    "/console/sign-out",
    "/console/language",
]
ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://evil.example.org"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {},
]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_a_form_from_elsewhere_is_refused(
    desk: Desk, services: FakeServices, path: str, headers: dict[str, str]
):
    word, before = desk.sign_in().word(), len(services.calls)
    told = desk.client.post(path, data={"forms": word, "key": "k"}, headers=headers)
    assert told.status_code == 403
    assert "FormFromElsewhere" not in told.text
    assert len(services.calls) == before


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("word", ["", "guessed", "中"])
def test_a_form_without_the_word_of_the_session_is_refused(
    desk: Desk, services: FakeServices, path: str, word: str
):
    desk.sign_in().word()
    before = len(services.calls)
    assert desk.post(path, {"forms": word, "key": "k"}).status_code == 403
    assert len(services.calls) == before


def test_the_word_of_one_session_is_none_of_another(desk: Desk):
    first = desk.sign_in().word()
    assert desk.sign_in().word() != first
    assert desk.post("/console/language", {"forms": first}).status_code == 403


def test_nobody_is_signed_in_from_elsewhere(desk: Desk):
    told = desk.client.post(
        "/console/sign-in", data={"token": a_token()}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert told.status_code == 403
    assert "Set-Cookie" not in told.headers


def test_a_browser_that_says_only_its_origin_is_heard(desk: Desk):
    told = desk.client.post(
        "/console/sign-in", data={"token": a_token()}, headers={"Origin": "http://localhost"}
    )
    assert told.status_code == 303


def test_what_is_no_form_is_refused(desk: Desk):
    desk.sign_in()
    assert desk.post("/console/cases", "{}", Content_Type="application/json").status_code == 415
