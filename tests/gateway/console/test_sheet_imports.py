"""How a sheet fares is told by its import, to whoever may see it, and a refusal loses nothing on the page."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest

from services.chassis.rate_settings import AddressRates, RateSettings
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import CASE, Desk
from tests.gateway.console.sheets import CONTENT, PAGE, a_sheet, an_import, asked, hidden_in, sent

LOOK, IMPORT, SHEET = f"{PAGE}/look", f"/console/area-imports/{CASE}", f"/console/area-sheets/{CASE}"
AWAY = {"unavailable": "grids.get_area_import", "too_many": "grids.get_job"}


def not_shown(services: FakeServices) -> None:
    services.refuse("grids.get_job", "not_found", "JobUnknown")


@pytest.mark.parametrize(("kind", "rpc"), AWAY.items())
def test_a_trial_stays_as_it_is_while_nobody_can_tell_how_it_fares(
    ground: Desk, services: FakeServices, kind: str, rpc: str
):
    services.answer("grids.get_area_import", an_import(state="begun"))
    held = hidden_in(sent(ground).text, PAGE)
    services.refuse(rpc, kind, "Busy", values={"retry_after": 2})
    told = ground.post(LOOK, held, HX_Request="true")
    assert (told.status_code, told.text) == (204, "")
    assert ground.post(LOOK, held).status_code in (429, 503)


@pytest.mark.parametrize("place", [IMPORT, SHEET])
def test_a_line_that_is_asked_for_again_stays_as_it_is_too(ground: Desk, services: FakeServices, place: str):
    for rpc in ("get_area_import", "get_area_sheet"):
        services.refuse(f"grids.{rpc}", "unavailable", "Busy")
    assert ground.get(place, HX_Request="true").status_code == 204
    assert ground.get(place).status_code == 503


def test_a_part_of_a_page_stays_also_when_its_client_has_asked_too_often(
    tmp_path: Path, services: FakeServices
):
    desk = Desk(tmp_path, services, rates=RateSettings(address=AddressRates(reading="2/60")))
    told = [desk.get(IMPORT, HX_Request="true").status_code for _ in range(3)]
    assert told[2] == 204
    assert desk.get(IMPORT).status_code == 429


@pytest.mark.parametrize("code", ["IdempotencyKeyReused", "IdTaken"])
def test_a_sheet_that_is_sent_twice_from_one_form_is_one_trial(
    ground: Desk, services: FakeServices, code: str
):
    page = ground.get(PAGE).text
    first = hidden_in(sent(ground, page=page).text, PAGE)
    services.refuse("grids.begin_area_import", "conflict", code)
    again = sent(ground, page=page)
    assert again.status_code == 200
    one, other = asked(services)
    assert (one["id"], one["file"] != other["file"]) == (other["id"], True)
    assert asked(services, "get_area_import")[-1] == {"area_import_id": one["id"]}
    assert hidden_in(again.text, PAGE) | {"file": ""} == first | {"file": ""}


def test_another_sheet_from_the_same_form_is_another_trial(ground: Desk, services: FakeServices):
    page = ground.get(PAGE).text
    for content in (CONTENT, CONTENT * 2):
        sent(ground, page=page, content=content)
    one, other = asked(services)
    assert one["id"] != other["id"]


def test_a_sheet_goes_in_under_another_key_than_its_trial(ground: Desk, services: FakeServices):
    page = ground.get(PAGE).text
    sent(ground, page=page)
    [tried] = asked(services)
    for rpc in ("begin_area_import", "get_area_import"):
        services.answer(f"grids.{rpc}", an_import(id=tried["id"]))
    held = hidden_in(sent(ground, page=page).text, PAGE)
    assert ground.post(PAGE, held | {"do": "enter"}).status_code == 303


def test_a_sheet_that_was_tried_twice_from_one_form_goes_in_once(ground: Desk, services: FakeServices):
    """Its trial was asked for anew, with another token, after it had gone in."""
    page = ground.get(PAGE).text
    sent(ground, page=page)
    [tried] = asked(services)
    services.answer("grids.get_area_import", an_import(id=tried["id"]))
    one, other = (hidden_in(sent(ground, page=page).text, PAGE) for _ in range(2))
    assert one["key"] == other["key"]
    assert one["file"] != other["file"]
    assert ground.post(PAGE, one | {"do": "enter"}).status_code == 303
    went_in = asked(services)[-1]["id"]
    services.answer("grids.get_area_import", an_import(id=went_in, is_trial=False))
    again = ground.post(PAGE, other | {"do": "enter"})
    assert (again.status_code, again.headers.get("Location")) == (303, f"/console/area-imports/{went_in}")
    assert asked(services, "get_area_import")[-1] == {"area_import_id": went_in}


def test_what_was_not_entered_for_sure_may_be_sent_again_as_it_was(ground: Desk, services: FakeServices):
    tried = ground.post(LOOK, hidden_in(sent(ground).text, PAGE))
    held = hidden_in(tried.text, PAGE)
    services.refuse("grids.begin_area_import", "unavailable", "Busy", detail="暂时忙不过来")
    told = ground.post(PAGE, held | {"do": "enter"})
    assert told.status_code == 503
    assert "暂时忙不过来" in told.text
    assert 'value="enter"' in told.text
    assert hidden_in(told.text, PAGE) == held
    services.answer("grids.begin_area_import", an_import(state="begun", is_trial=False))
    ground.post(PAGE, hidden_in(told.text, PAGE) | {"do": "enter"})
    first, again = asked(services)[1:]
    assert first == again


def test_what_was_refused_for_good_stands_on_the_trial_with_a_key_of_its_own(
    ground: Desk, services: FakeServices
):
    held = hidden_in(ground.post(LOOK, hidden_in(sent(ground).text, PAGE)).text, PAGE)
    wrong = [{"field": "file", "code": "x", "values": {}, "detail": "文件已过期"}]
    services.refuse("grids.begin_area_import", "invalid", "FileUnknown", fields=wrong)
    told = ground.post(PAGE, held | {"do": "enter"})
    assert 'id="file-wrong">文件已过期<' in told.text
    assert 'value="enter"' in told.text
    assert hidden_in(told.text, PAGE)["key"] != held["key"]


def test_another_file_never_goes_under_the_key_of_one_that_was_sent(ground: Desk, services: FakeServices):
    services.refuse("grids.begin_area_import", "unavailable", "Busy")
    told = sent(ground)
    assert told.status_code == 503
    again = hidden_in(told.text, PAGE)["key"]
    [tried] = [call for call in services.calls if call.rpc == "grids.begin_area_import"]
    assert tried.context["key"] != f"{again}-trial"


def test_a_sheet_that_may_have_been_asked_for_is_asked_for_with_the_same_key(
    ground: Desk, services: FakeServices
):
    export = f"{PAGE}/export"
    form = hidden_in(ground.get(PAGE).text, export)
    services.refuse("grids.ask_area_sheet", "unavailable", "Busy")
    told = ground.post(export, form | {"format": "csv"})
    assert hidden_in(told.text, export)["key"] == form["key"]
    assert hidden_in(told.text, PAGE)["key"] != form["key"]


def test_how_an_import_ended_is_shown_to_whoever_is_not_shown_its_job(ground: Desk, services: FakeServices):
    not_shown(services)
    services.answer("grids.get_area_import", an_import(is_trial=False, has_sheet=False))
    page = ground.get(IMPORT)
    assert page.status_code == 200
    assert ">38</dd>" in page.text
    services.answer("grids.get_area_import", an_import(is_trial=False, state="begun"))
    going_on = ground.get(IMPORT, HX_Request="true").text
    assert "正在读取" in going_on
    assert f'hx-get="{IMPORT}"' in going_on


def test_a_sheet_is_fetched_by_whoever_is_not_shown_its_job(ground: Desk, services: FakeServices):
    not_shown(services)
    assert f'href="{SHEET}/file"' in ground.get(SHEET).text
    services.answer("grids.get_area_sheet", a_sheet(is_made=False))
    page = ground.get(SHEET).text
    assert "还没有生成" in page
    assert "hx-get" not in page[page.index('id="made"') :]


ERROR: dict[str, Any] = {"code": "SheetUnreadable", "values": {}, "detail": "表格不能读取"}
ENDS = {"failed": ("没有读完，请重新上传。 表格不能读取", ERROR), "cancelled": ("已停止，没有读完。", None)}


@pytest.mark.parametrize("state", ENDS)
def test_an_import_that_broke_off_says_why_and_what_was_entered_until_then(
    ground: Desk, services: FakeServices, state: str
):
    said, error = ENDS[state]
    broken = an_import(is_trial=False, state=state, error=error, new=12, has_sheet=False)
    services.answer("grids.get_area_import", broken)
    page = unescape(ground.get(IMPORT).text)
    assert said in page
    assert "在此之前已录入的如下" in page
    assert ">12</dd>" in page


def test_a_trial_that_broke_off_is_not_offered_to_be_entered(ground: Desk, services: FakeServices):
    services.answer("grids.get_area_import", an_import(state="failed", error=ERROR))
    told = ground.post(LOOK, hidden_in(sent(ground).text, PAGE)).text
    assert 'value="enter"' not in told
    assert "已录入的如下" not in told


def test_earlier_sheets_say_how_they_ended_and_are_listed_to_the_last(ground: Desk, services: FakeServices):
    before = [an_import(is_trial=False, state=state) for state in ("ended", "failed", "cancelled")]
    services.answer("grids.list_area_imports", {"items": before, "next": ["x"]})
    page = ground.get(PAGE).text
    for badge in ('job-done">已完成<', 'job-failed">失败<', 'job-cancelled">已停止<'):
        assert badge in page
    further = page.partition(f'href="{PAGE}?after=')[2].partition('"')[0]
    ground.get(f"{PAGE}?after={further}")
    [*_, last] = asked(services, "list_area_imports")
    assert last["after"] == ["x"]
