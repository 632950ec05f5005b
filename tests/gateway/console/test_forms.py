"""What a form carries to the API, and how a refusal comes back into it."""

from typing import Any

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, a_case, hidden
from tests.gateway.console.sheets import asked

NEW = f"/console/cases/new?area_id={AREA}"
CASE_PAGE = f"/console/cases/{CASE}"
LATE = DeadlinePassed()


def register(desk: Desk, **fields: str) -> Any:
    return desk.post("/console/cases", hidden(desk.get(NEW), "/console/cases") | {"text": "灯不亮"} | fields)


def test_a_form_sent_twice_carries_one_key(desk: Desk, services: FakeServices):
    services.answer("grids.register_case", a_case())
    form = hidden(desk.sign_in().get(NEW), "/console/cases") | {"text": "灯不亮"}
    sent = [desk.post("/console/cases", form) for _ in range(2)]
    assert {each.headers["Location"] for each in sent} == {f"{CASE_PAGE}?done=registered"}
    keys = [call.context["key"] for call in services.calls if call.rpc == "grids.register_case"]
    assert keys == [form["key"]] * 2


def test_every_form_that_is_shown_has_a_key_of_its_own(desk: Desk):
    desk.sign_in()
    assert len({hidden(desk.get(NEW), "/console/cases")["key"] for _ in range(3)}) == 3


def test_a_change_names_the_version_that_the_page_showed(desk: Desk, services: FakeServices):
    services.answer("grids.get_case", a_case(version=7))
    services.answer("grids.assign_case", a_case(state="assigned", version=8))
    path = f"{CASE_PAGE}/assign"
    done = desk.post(path, hidden(desk.sign_in().get(CASE_PAGE), path))
    assert services.last.body == {"case_id": CASE, "seen_version": 7}
    assert done.headers["Location"] == f"{CASE_PAGE}?done=assigned"


def test_a_case_that_stays_vacant_is_not_said_to_be_assigned(desk: Desk, services: FakeServices):
    services.answer("grids.assign_case", a_case(state="registered", vacant=True, version=2))
    path = f"{CASE_PAGE}/assign"
    done = desk.post(path, hidden(desk.sign_in().get(CASE_PAGE), path))
    assert "人员空缺" in desk.get(done.headers["Location"]).text


def test_what_is_wrong_with_a_field_is_said_beside_it_and_nothing_typed_is_lost(
    desk: Desk, services: FakeServices
):
    wrong = {"field": "text", "code": "too_long", "values": {}, "detail": "内容太长"}
    services.refuse("grids.register_case", "invalid", "FieldsInvalid", fields=[wrong])
    told = register(desk.sign_in(), text="很长的话")
    assert told.status_code == 422
    assert 'aria-invalid="true" aria-describedby="text-wrong"' in told.text
    assert 'id="text-wrong">内容太长<' in told.text
    assert ">很长的话</textarea>" in told.text


def test_somebody_elses_change_is_shown_beside_what_was_seen_and_may_be_tried_again(
    desk: Desk, services: FakeServices
):
    services.answer("grids.get_case", a_case(state="in_hand", version=3))
    path = f"{CASE_PAGE}/close"
    form = hidden(desk.sign_in().get(CASE_PAGE), path) | {"feedback": "灯已修好"}
    services.answer("grids.get_case", a_case(state="closed", version=4, feedback="别人已办结"))
    services.refuse("grids.close_case", "stale", "StaleVersion", values={"current_version": 4})
    told = desk.post(path, form)
    assert told.status_code == 412
    assert "<td>已领办</td><td>已办结</td>" in told.text
    assert "<td>灯已修好</td><td>别人已办结</td>" in told.text


def test_a_further_try_after_somebody_elses_change_names_the_newer_version(
    desk: Desk, services: FakeServices
):
    services.answer("grids.get_case", a_case(state="in_hand", version=3))
    path = f"{CASE_PAGE}/close"
    form = hidden(desk.sign_in().get(CASE_PAGE), path) | {"feedback": "灯已修好"}
    services.answer("grids.get_case", a_case(state="in_hand", version=4))
    services.refuse("grids.close_case", "stale", "StaleVersion", values={"current_version": 4})
    again = desk.post(path, form)
    assert ">灯已修好</textarea>" in again.text
    services.answer("grids.close_case", a_case(state="closed", version=5))
    desk.post(path, hidden(again, path) | {"feedback": "灯已修好"})
    assert services.last.body["seen_version"] == 4
    assert services.last.context["key"] != form["key"]


@pytest.mark.parametrize("error", [LATE], ids=["no answer"])
def test_a_change_that_may_have_been_made_is_sent_again_with_the_same_key(
    desk: Desk, services: FakeServices, error: Exception
):
    services.fail("grids.register_case", error)
    form = hidden(desk.sign_in().get(NEW), "/console/cases") | {"text": "灯不亮"}
    told = desk.post("/console/cases", form)
    assert told.status_code == 504
    assert hidden(told, "/console/cases")["key"] == form["key"]


def test_a_service_that_is_away_is_said_to_be_with_when_to_try_again(desk: Desk, services: FakeServices):
    services.refuse("grids.list_cases", "unavailable", "Busy", detail="暂时忙不过来")
    told = desk.sign_in().get("/console/cases")
    assert told.status_code == 503
    assert "暂时忙不过来" in told.text
    assert "请在 1 秒后再试" in told.text


def test_a_defect_tells_nothing_but_where_to_look(desk: Desk, services: FakeServices):
    services.fail("grids.list_cases", RuntimeError("secret"))
    told = desk.sign_in().get("/console/cases")
    assert told.status_code == 500
    assert "secret" not in told.text
    assert told.headers["X-Request-Id"] in told.text


@pytest.mark.parametrize("letter", ["长", "😀"])
def test_the_longest_text_is_taken_whatever_its_letters(desk: Desk, services: FakeServices, letter: str):
    services.answer("grids.register_case", a_case())
    assert register(desk.sign_in(), text=letter * 10_000).status_code == 303
    [registered] = asked(services, "register_case")
    assert registered["text"] == letter * 10_000


def test_a_form_that_is_longer_than_any_text_is_refused(desk: Desk, services: FakeServices):
    assert register(desk.sign_in(), text="x" * 140_000).status_code == 413


def test_a_table_may_have_as_many_rows_as_one_command_takes(desk: Desk, services: FakeServices):
    place = f"/console/areas/{AREA}/units"
    services.answer("grids.give_units", {"items": []})
    rows = {
        f"{name}.{number}": value
        for number in range(500)
        for name, value in (("building_id", CASE), ("first", "1"), ("last", "2"), ("area_id", AREA))
    }
    done = desk.post(place, hidden(desk.sign_in().get(place), place) | rows | {"do": "give"})
    assert done.status_code == 303
    assert len(services.last.body["ranges"]) == 500


def test_a_form_of_too_many_fields_is_called_too_long_and_not_another_sites(desk: Desk):
    place = f"/console/areas/{AREA}/units"
    rows = {f"first.{number}": "" for number in range(2501)}
    told = desk.post(place, hidden(desk.sign_in().get(place), place) | rows)
    assert told.status_code == 413
    assert "最多 2500 栏" in told.text
