"""Who is signed in, for how long, and what of it a browser holds."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from gateway.console.session import LONGEST, Sessions
from services.chassis.caller import Grant
from tests.gateway.builders import NOW, FakeServices, a_token
from tests.gateway.console.desk import Desk

PAGE = "/console/areas"


def cookie_of(desk: Desk, **headers: str) -> str:
    signed = desk.post("/console/sign-in", {"token": a_token()}, **headers)
    [cookie] = signed.headers.getlist("Set-Cookie")
    return cookie


def test_whoever_signs_in_is_let_in_and_asks_with_the_token_that_was_shown(
    desk: Desk, services: FakeServices
):
    token = a_token()
    assert desk.post("/console/sign-in", {"token": f" {token}\n"}).headers["Location"] == "/console"
    assert desk.get(PAGE).status_code == 200
    assert services.last.context["token"] == token


def test_no_script_reads_the_cookie_no_other_site_sends_it_and_it_ends_with_the_browser(desk: Desk):
    name, *attributes = cookie_of(desk).split("; ")
    assert name.startswith("linli=")
    assert set(attributes) == {"HttpOnly", "SameSite=Strict", "Path=/"}


def test_over_tls_the_cookie_goes_over_tls_alone_and_to_this_host_alone(desk: Desk):
    name, *attributes = cookie_of(desk, Origin="https://localhost").split("; ")
    assert name.startswith("__Host-linli=")
    assert set(attributes) == {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"}


def test_where_tls_is_spoken_for_good_a_cookie_without_it_counts_for_nothing(
    tmp_path: Path, services: FakeServices
):
    desk = Desk(tmp_path, services, hsts=3600)
    name, _, sealed = cookie_of(desk).partition("; ")[0].partition("=")
    assert name == "__Host-linli"
    plain = Desk(tmp_path, services, hsts=3600)
    plain.client.set_cookie("linli", sealed)
    assert plain.get(PAGE).status_code == 303


def test_the_token_does_not_stand_in_the_cookie(desk: Desk):
    cookie = cookie_of(desk)
    assert not any(part in cookie for part in a_token().split("."))


@pytest.mark.parametrize("cookie", ["", "x", "A" * 200, "eyJ0b2tlbiI6ICJ4In0"])
def test_a_cookie_that_was_not_sealed_here_is_nobody(desk: Desk, cookie: str):
    desk.client.set_cookie("linli", cookie)
    sent = desk.get(PAGE)
    assert (sent.status_code, sent.headers["Location"].partition("?")[0]) == (303, "/console/sign-in")


def test_a_cookie_sealed_with_another_key_is_nobody():
    mine, other = Sessions(b"1" * 32, hsts=False), Sessions(b"2" * 32, hsts=False)
    _, written = mine.header(mine.begin("token", NOW), over_tls=False)
    cookies = dict([written.partition("; ")[0].split("=", 1)])
    found = mine.read(cookies, NOW)
    assert found is not None
    assert found.token == "token"
    assert other.read(cookies, NOW) is None
    assert mine.read(cookies, NOW + LONGEST) is not None
    assert mine.read(cookies, NOW + LONGEST + timedelta(seconds=1)) is None


def test_when_the_token_has_ended_one_signs_in_again_and_is_back_where_one_was(desk: Desk):
    desk.sign_in()
    desk.clock.moment = NOW + timedelta(minutes=6)
    sent = desk.get("/console/cases?state=closed")
    assert sent.headers["Location"] == ("/console/sign-in?ended=expired&next=/console/cases%3Fstate%3Dclosed")
    asked = desk.get(sent.headers["Location"])
    assert "登录已到期" in asked.text
    assert 'name="next" value="/console/cases?state=closed"' in asked.text


def test_a_part_of_a_page_that_is_asked_for_too_late_sends_the_whole_page_to_sign_in(desk: Desk):
    told = desk.get("/console/areas/found?name_prefix=x", HX_Request="true")
    assert (told.status_code, told.text) == (200, "")
    assert told.headers["HX-Redirect"].startswith("/console/sign-in")


def test_whoever_signs_out_is_out(desk: Desk):
    desk.sign_in()
    desk.post("/console/sign-out", {"forms": desk.word()})
    assert desk.get(PAGE).status_code == 303


def test_a_token_that_does_not_count_is_told_beside_the_field(desk: Desk):
    told = desk.post("/console/sign-in", {"token": "not a token"})
    assert told.status_code == 422
    assert 'aria-invalid="true"' in told.text
    assert "Set-Cookie" not in told.headers


def test_a_token_that_no_cookie_can_hold_is_refused_with_the_reason(desk: Desk):
    many = [Grant("member", str(uuid4())) for _ in range(90)]
    told = desk.post("/console/sign-in", {"token": a_token(grants=many)})
    assert told.status_code == 422
    assert "令牌太长" in told.text


@pytest.mark.parametrize(
    "place", ["//evil.example.org", "https://evil.example.org", "/v1/cases", "/console/../x", ""]
)
def test_one_is_sent_nowhere_but_within_the_console(desk: Desk, place: str):
    signed = desk.post("/console/sign-in", {"token": a_token(), "next": place})
    assert signed.headers["Location"] == "/console"


def test_demo_roles_are_offered_in_the_sample_alone(tmp_path: Path, services: FakeServices):
    sample = Desk(tmp_path, services, demo=lambda: {"grid_worker": a_token(id="demo")})
    assert 'value="grid_worker"' in sample.get("/console/sign-in").text
    assert sample.post("/console/sign-in", {"role": "grid_worker"}).status_code == 303
    real = Desk(tmp_path, services)
    assert 'name="role"' not in real.get("/console/sign-in").text
    assert real.post("/console/sign-in", {"role": "grid_worker"}).status_code == 422
