"""Wherever somebody comes from, they get to a page, and are told what was not done."""

from datetime import timedelta

import pytest

from tests.gateway.builders import NOW, FakeServices, a_token
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, hidden

NEW = f"/console/cases/new?area_id={AREA}"


def sent_too_late(desk: Desk, **headers: str) -> str:
    """Where a form leads whose session has ended meanwhile."""
    form = hidden(desk.sign_in().get(NEW), "/console/cases") | {"text": "灯不亮"}
    desk.clock.moment = NOW + timedelta(minutes=6)
    return desk.post("/console/cases", form, **headers).headers["Location"]


def test_a_form_that_is_sent_too_late_is_said_not_to_have_been_and_leads_back_to_itself(
    desk: Desk, services: FakeServices
):
    asked = desk.get(sent_too_late(desk, Referer=f"http://localhost{NEW}"))
    assert "刚才填写的内容没有提交" in asked.text
    assert f'name="next" value="{NEW}"' in asked.text
    assert "grids.register_case" not in {call.rpc for call in services.calls}


def test_a_form_of_somebody_who_is_signed_in_no_more_is_said_not_to_have_been_sent(desk: Desk):
    asked = desk.get(desk.post("/console/cases", {"text": "灯不亮"}).headers["Location"])
    assert "刚才填写的内容没有提交" in asked.text
    assert "登录已到期" not in asked.text


@pytest.mark.parametrize("page", ["", "https://evil.example.org/x", "http://localhost/v1/cases"])
def test_a_form_from_nowhere_in_the_console_leads_to_its_first_page(desk: Desk, page: str):
    asked = desk.get(sent_too_late(desk, Referer=page))
    assert 'name="next" value="/console"' in asked.text


@pytest.mark.parametrize(
    ("form", "page"),
    [
        (f"/console/cases/{CASE}/close", f"/console/cases/{CASE}"),
        (f"/console/residents/{PERSON}/reveal", f"/console/residents/{PERSON}"),
        (f"/console/jobs/grids.{CASE}/cancel", f"/console/jobs/grids.{CASE}"),
        ("/console/cases/%0D%0AX: y/close", "/console"),
    ],
)
def test_the_address_of_a_form_leads_to_the_page_that_it_is_on(desk: Desk, form: str, page: str):
    assert desk.sign_in().get(form).headers["Location"] == page


def test_the_console_is_found_with_a_slash_behind_it_too(desk: Desk):
    assert desk.sign_in().get("/console/").headers["Location"] == "/console/cases"


def test_a_token_is_taken_as_it_stands_in_a_request(desk: Desk):
    signed = desk.post("/console/sign-in", {"token": f" Bearer {a_token()}\n"})
    assert signed.status_code == 303
