"""Posts, deputies and people on duty: what is listed, what is sent, and what a refusal leaves."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, hidden
from tests.gateway.console.shown import a_post, an_appointment

POSTS = "/console/posts"
PAGE = f"/console/areas/{AREA}/posts"
APPOINT = f"{PAGE}/appoint"
APPOINTMENT = f"/console/appointments/{CASE}"
HAND_OVER = f"/console/staff/{PERSON}/hand-over"
ROLE = "role=micro_grid_worker"


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == rpc]


def test_posts_are_listed_below_the_uppermost_area_with_how_many_are_held(desk: Desk, services: FakeServices):
    services.answer("grids.list_tops", {"items": [{"id": AREA}], "next": None})
    services.answer("grids.list_posts", {"items": [a_post(), a_post(vacant=True)], "next": None})
    page = desk.sign_in().get(POSTS).text
    assert "75%" in page
    assert page.count(">人员空缺</span>") == 1
    assert ">微网格员</td>" in page
    [query] = asked(services, "grids.list_posts")
    assert query == {"area_id": AREA, "limit": 25}


def test_posts_are_narrowed_to_vacancies_and_a_role(desk: Desk, services: FakeServices):
    desk.sign_in().get(f"{POSTS}?area_id={AREA}&vacant=yes&role=doctor")
    [query] = asked(services, "grids.list_posts")
    assert (query["vacant"], query["role"]) == (True, "doctor")


def test_an_area_s_posts_show_holders_deputies_and_what_is_vacant(desk: Desk, services: FakeServices):
    rows = [an_appointment(), an_appointment(deputises=True, valid_to="2026-04-01")]
    services.answer("grids.list_appointments", {"items": rows, "next": None})
    page = desk.sign_in().get(PAGE).text
    assert ">代理</span>" in page
    assert ">人员空缺</span>" not in page
    services.answer("grids.list_appointments", {"items": [], "next": None})
    page = desk.get(PAGE).text
    assert page.count(">人员空缺</span>") == 1
    assert f'href="{APPOINT}?{ROLE}"' in page
    assert f'href="{APPOINT}?{ROLE}&deputises=yes"' not in page


def test_somebody_is_chosen_by_name_and_then_for_how_long(desk: Desk, services: FakeServices):
    first = desk.sign_in().get(f"{APPOINT}?{ROLE}").text
    assert f'name="to" value="{APPOINT}?{ROLE}&amp;staff_id="' in first
    services.answer(
        "grids.search_staff",
        {"items": [{"id": PERSON, "display_name": "江立春", "duty_phone": ""}], "next": None},
    )
    found = desk.get(
        f"/console/staff?to={APPOINT}%3F{ROLE}%26staff_id%3D&name_prefix=江", HX_Request="true"
    ).text
    assert f'href="{APPOINT}?{ROLE}&amp;staff_id={PERSON}"' in found


def appoint(desk: Desk, query: str, **fields: str) -> Any:
    return desk.post(APPOINT, hidden(desk.get(f"{APPOINT}?{query}&staff_id={PERSON}"), APPOINT) | fields)


def test_an_appointment_is_sent_once_whatever_is_pressed(desk: Desk, services: FakeServices):
    services.answer("grids.appoint_staff", {"items": []})
    services.answer(
        "grids.get_staff", {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    )
    form = hidden(desk.sign_in().get(f"{APPOINT}?{ROLE}&staff_id={PERSON}"), APPOINT)
    for _ in range(2):
        done = desk.post(APPOINT, form | {"valid_from": "2026-04-01", "valid_to": ""})
    first, second = asked(services, "grids.appoint_staff")
    assert first == second
    [new] = first["appointments"]
    assert {name: value for name, value in new.items() if name != "id"} == {
        "area_id": AREA, "role": "micro_grid_worker", "staff_id": PERSON, "valid_from": "2026-04-01",
        "deputises": False,
    }  # fmt: skip
    assert done.headers["Location"] == f"{PAGE}?done=appointed"


def test_a_deputy_is_named_for_days(desk: Desk, services: FakeServices):
    services.answer(
        "grids.get_staff", {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    )
    wrong = {"field": "appointments.0.valid_to", "code": "x", "values": {}, "detail": "代理须写明起止日期"}
    services.refuse("grids.appoint_staff", "invalid", "DeputyWithoutEnd", fields=[wrong])
    told = appoint(desk.sign_in(), f"{ROLE}&deputises=yes", valid_from="2026-04-01", valid_to="")
    [new] = asked(services, "grids.appoint_staff")[0]["appointments"]
    assert new["deputises"] is True
    assert 'id="to-wrong">代理须写明起止日期<' in told.text
    assert 'value="2026-04-01"' in told.text
    assert hidden(told, APPOINT)["deputises"] == "yes"


def test_an_end_names_the_version_that_was_read(desk: Desk, services: FakeServices):
    services.answer("grids.end_appointment", an_appointment(version=4))
    form = hidden(desk.sign_in().get(APPOINTMENT), APPOINTMENT)
    done = desk.post(APPOINTMENT, form | {"valid_to": "2026-04-01"})
    [body] = asked(services, "grids.end_appointment")
    assert body == {"appointment_id": CASE, "valid_to": "2026-04-01", "seen_version": 3}
    assert done.headers["Location"] == f"{PAGE}?done=ended"


def test_somebody_elses_end_is_shown_beside_what_was_seen(desk: Desk, services: FakeServices):
    form = hidden(desk.sign_in().get(APPOINTMENT), APPOINTMENT)
    services.answer("grids.get_appointment", an_appointment(valid_to="2026-05-01", version=4))
    services.refuse("grids.end_appointment", "stale", "StaleVersion", values={"current_version": 4})
    told = desk.post(APPOINTMENT, form | {"valid_to": "2026-04-01"})
    assert told.status_code == 412
    assert "<td>长期</td><td>2026-05-01</td>" in told.text


def test_what_is_held_ex_officio_is_not_ended_by_itself(desk: Desk, services: FakeServices):
    services.answer("grids.get_appointment", an_appointment(ex_officio_of=PERSON))
    page = desk.sign_in().get(APPOINTMENT).text
    assert f'action="{APPOINTMENT}"' not in page
    assert f'href="/console/appointments/{PERSON}"' in page


def test_whoever_is_entered_for_a_post_is_chosen_for_it(desk: Desk, services: FakeServices):
    services.answer("grids.enter_staff", {"items": []})
    path = f"/console/staff/new?to={APPOINT}%3F{ROLE}%26staff_id%3D"
    form = hidden(desk.sign_in().get(path), "/console/staff/new")
    done = desk.post(
        "/console/staff/new", form | {"display_name": " 云立春 ", "duty_phone": "", "birth_month": ""}
    )
    [new] = asked(services, "grids.enter_staff")[0]["staff"]
    assert new["display_name"] == "云立春"
    assert new.keys() == {"id", "display_name"}
    assert done.headers["Location"] == f"{APPOINT}?{ROLE}&staff_id={new['id']}"


def test_whoever_is_entered_for_no_post_is_shown(desk: Desk, services: FakeServices):
    services.answer("grids.enter_staff", {"items": []})
    form = hidden(desk.sign_in().get("/console/staff/new"), "/console/staff/new")
    done = desk.post("/console/staff/new", form | {"display_name": "云立春"})
    [new] = asked(services, "grids.enter_staff")[0]["staff"]
    assert done.headers["Location"] == f"/console/staff/{new['id']}"


def test_a_hand_over_is_looked_at_with_what_stays_before_it_is_done(desk: Desk, services: FakeServices):
    moved = {"what": "post", "id": CASE, "area_id": AREA, "role": "micro_grid_worker", "version": 1}
    moved |= {"grouping_id": None}
    stays = {"what": "case", "why": "closed", "count": 7}
    answer = {"staff_id": PERSON, "to_id": CASE, "on": "2026-03-05", "dry_run": True}
    services.answer("grids.hand_over", answer | {"items": [moved], "stays": [stays], "contacts": "follow"})
    services.answer(
        "grids.get_staff", {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    )
    looked = desk.sign_in().get(f"{HAND_OVER}?to_id={CASE}")
    assert asked(services, "grids.hand_over")[0]["dry_run"] is True
    assert '<strong class="number">7</strong> <span class="text-secondary">已办结</span>' in looked.text
    assert "随工作移交" in looked.text
    sent = hidden(looked, HAND_OVER) | {"do": "hand_over"}
    done = desk.post(HAND_OVER, sent | {"on": "2026-03-05"})
    assert asked(services, "grids.hand_over")[1] == {"staff_id": PERSON, "to_id": PERSON, "on": "2026-03-05"}
    assert done.headers["Location"] == f"/console/staff/{PERSON}?done=handed"


@pytest.mark.parametrize(("pressed", "is_told"), [("hand_over", True), ("look", False)])
def test_a_day_that_was_not_looked_at_is_looked_at_first(
    desk: Desk, services: FakeServices, pressed: str, is_told: bool
):
    answer = {"staff_id": PERSON, "to_id": CASE, "on": "2026-03-05", "dry_run": True}
    services.answer("grids.hand_over", answer | {"items": [], "stays": [], "contacts": "follow"})
    services.answer(
        "grids.get_staff", {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    )
    form = hidden(desk.sign_in().get(f"{HAND_OVER}?to_id={CASE}"), HAND_OVER)
    again = desk.post(HAND_OVER, form | {"on": "2026-04-01", "do": pressed})
    looked = desk.get(again.headers["Location"])
    assert [(body["on"], body["dry_run"]) for body in asked(services, "grids.hand_over")] == [
        ("2026-03-05", True), ("2026-04-01", True),
    ]  # fmt: skip
    assert 'name="on" type="date" value="2026-04-01"' in looked.text
    assert ("交接日期已改" in looked.text) == is_told


@pytest.mark.parametrize(("role", "offered"), [("community_secretary", True), ("grid_worker", False)])
def test_appointing_is_offered_to_whoever_may(desk: Desk, services: FakeServices, role: str, offered: bool):
    services.answer("grids.list_appointments", {"items": [an_appointment()], "next": None})
    page = desk.sign_in(role).get(PAGE).text
    assert (f'href="{APPOINT}?{ROLE}"' in page, f'href="{APPOINTMENT}"' in page) == (offered, offered)
