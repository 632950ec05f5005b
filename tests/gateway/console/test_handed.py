"""Chosen posts and groups are handed over, with what was looked at and nothing else."""

import re

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, hidden
from tests.gateway.console.shown import GROUP, a_holding, an_appointment
from tests.gateway.console.test_posts import HAND_OVER, asked

CHOSEN = f"some=yes&appointment_id={CASE}&grouping_id={GROUP}"
LOOKED = f"{HAND_OVER}?to_id={CASE}"


def test_what_somebody_holds_may_be_chosen(held: Desk):
    page = held.get(LOOKED).text
    assert f'name="appointment_id" value="{CASE}">' in page
    assert f'name="grouping_id" value="{GROUP}">' in page
    assert 'name="some" value="no" checked' in page
    assert "东院" in page


@pytest.mark.parametrize("what", ["appointments", "groupings"])
def test_that_somebody_holds_more_than_is_listed_is_said(held: Desk, services: FakeServices, what: str):
    assert "这里只列出前一部分" not in held.get(LOOKED).text
    one = {"appointments": an_appointment(), "groupings": a_holding()}[what]
    services.answer(f"grids.list_held_{what}", {"items": [one], "next": ["x"]})
    assert "这里只列出前一部分" in held.get(LOOKED).text


def test_groups_that_are_listed_are_not_asked_for_one_by_one(held: Desk, services: FakeServices):
    assert "东院" in held.get(f"{LOOKED}&{CHOSEN}").text
    assert asked(services, "grids.get_grouping") == []


def test_chosen_posts_and_groups_are_looked_at_and_handed_over(held: Desk, services: FakeServices):
    looked = held.get(f"{LOOKED}&{CHOSEN}")
    assert f'name="appointment_id" value="{CASE}" checked>' in looked.text
    named = {"appointment_ids": [CASE], "grouping_ids": [GROUP]}
    assert asked(services, "grids.hand_over")[0].items() >= named.items()
    ticked = {"some": "yes", "appointment_id": CASE, "grouping_id": GROUP, "on": "2026-03-05"}
    form = hidden(looked, HAND_OVER) | ticked | {"do": "hand_over"}
    done = held.post(HAND_OVER, form)
    assert done.headers["Location"] == f"/console/staff/{PERSON}?done=handed"
    assert asked(services, "grids.hand_over")[-1] == named | {
        "staff_id": PERSON, "to_id": form["to_id"], "on": "2026-03-05",
    }  # fmt: skip


def test_a_choice_that_was_not_looked_at_is_looked_at_first(held: Desk, services: FakeServices):
    form = hidden(held.get(LOOKED), HAND_OVER) | {"on": "2026-03-05", "do": "hand_over"}
    again = held.post(HAND_OVER, form | {"some": "yes", "appointment_id": CASE})
    assert all(body.get("dry_run") for body in asked(services, "grids.hand_over"))
    looked = held.get(again.headers["Location"])
    assert "移交范围已改" in looked.text
    assert f'name="appointment_id" value="{CASE}" checked>' in looked.text


@pytest.mark.parametrize("pressed", ["hand_over", "look"])
def test_whoever_ticks_while_the_form_says_everything_is_shown_what_is_ticked(
    held: Desk, services: FakeServices, pressed: str
):
    form = hidden(held.get(LOOKED), HAND_OVER) | {"on": "2026-03-05", "do": pressed}
    again = held.post(HAND_OVER, form | {"some": "no", "appointment_id": CASE})
    assert all(body.get("dry_run") for body in asked(services, "grids.hand_over"))
    looked = held.get(again.headers["Location"])
    assert "因此下面只核对勾选的" in looked.text
    assert 'name="some" value="yes" checked' in looked.text
    assert asked(services, "grids.hand_over")[-1]["appointment_ids"] == [CASE]
    whole = hidden(looked, HAND_OVER) | {"some": "no", "appointment_id": CASE, "on": "2026-03-05"}
    everything = held.post(HAND_OVER, whole | {"do": "hand_over"})
    assert "some=yes" not in everything.headers["Location"]


def test_a_post_that_may_have_gone_over_stays_chosen_and_is_sent_again_as_it_was(
    held: Desk, services: FakeServices
):
    form = hidden(held.get(f"{LOOKED}&some=yes&appointment_id={CASE}"), HAND_OVER)
    form |= {"some": "yes", "appointment_id": CASE, "on": "2026-03-05", "do": "hand_over"}
    services.answer("grids.list_held_appointments", {"items": [], "next": None})
    services.fail("grids.hand_over", DeadlinePassed())
    told = held.post(HAND_OVER, form)
    assert told.status_code == 504
    [ticked] = re.findall(r'name="appointment_id" value="([^"]+)" checked>', told.text)
    held.post(HAND_OVER, form | hidden(told, HAND_OVER) | {"appointment_id": ticked})
    real = [call for call in services.calls if call.rpc == "grids.hand_over" and "dry_run" not in call.body]
    assert len(real) == 2
    assert real[0].body == real[1].body
    assert real[0].context["key"] == real[1].context["key"]


def test_a_post_that_this_caller_is_not_shown_stays_chosen(held: Desk, services: FakeServices):
    services.answer("grids.list_held_appointments", {"items": [], "next": None})
    services.refuse("grids.get_appointment", "not_found", "AppointmentUnknown")
    page = held.get(f"{LOOKED}&some=yes&appointment_id={CASE}").text
    assert f'value="{CASE}" checked><span class="form-check-label">已选岗位</span>' in page


def test_a_post_that_ended_on_the_day_may_be_chosen_for_the_cases_left_there(
    held: Desk, services: FakeServices
):
    ended = an_appointment(valid_to="2026-03-05")
    services.answer("grids.list_held_appointments", {"items": [ended], "next": None})
    page = held.get(LOOKED).text
    assert asked(services, "grids.list_held_appointments")[0]["on"] == "2026-03-04"
    assert "自 2026-03-05 起已不在岗" in page


def test_groups_may_be_chosen_where_everything_is_refused(held: Desk, services: FakeServices):
    """The other one leads one of them already."""
    other = a_holding(id=CASE, grouping_id=CASE, name="西院")
    twice = a_holding(id=AREA, valid_from="2026-09-01")
    services.answer("grids.list_held_groupings", {"items": [a_holding(), other, twice], "next": None})
    services.refuse("grids.hand_over", "conflict", "GroupHeldAlready")
    page = held.get(LOOKED).text
    assert re.findall(r'name="grouping_id" value="([^"]+)"', page) == [GROUP, CASE]
    assert "西院" in page


def test_a_group_that_this_caller_is_not_shown_stays_chosen(held: Desk, services: FakeServices):
    services.answer("grids.list_held_groupings", {"items": [], "next": None})
    services.refuse("grids.get_grouping", "not_found", "GroupingUnknown")
    page = held.get(f"{LOOKED}&some=yes&grouping_id={GROUP}").text
    assert f'value="{GROUP}" checked><span class="form-check-label">已选编组' in page


def test_a_group_is_handed_over_from_its_own_page(held: Desk, services: FakeServices):
    holders = [{"id": CASE, "staff_id": PERSON, "valid_from": "2026-01-01", "valid_to": None, "version": 1}]
    grouping = {"id": GROUP, "kind": "courtyard", "community_id": AREA, "name": "东院", "closed_on": None}
    services.answer("grids.get_grouping", grouping | {"holders": holders, "version": 1})
    assert f'href="{HAND_OVER}?grouping_id={GROUP}"' in held.get(f"/console/groupings/{GROUP}").text


@pytest.mark.parametrize("on", ["2026/3/9", "0001-01-01"])
def test_a_day_that_is_none_is_said_beside_it_and_the_form_stays(held: Desk, services: FakeServices, on: str):
    wrong = {"field": "on", "code": "not_a_day", "values": {}, "detail": "请填写日期"}
    for rpc in ("grids.hand_over", "grids.list_held_appointments", "grids.list_held_groupings"):
        services.refuse(rpc, "invalid", "FieldsInvalid", fields=[wrong])
    page = held.get(f"{LOOKED}&on={on}&some=yes&appointment_id={CASE}")
    assert 'id="on-wrong">请填写日期<' in page.text
    assert f'name="appointment_id" value="{CASE}" checked>' in page.text
    assert f'value="{on}"' in page.text


def test_what_cannot_be_listed_just_now_leaves_the_form(held: Desk, services: FakeServices):
    for what in ("appointments", "groupings"):
        services.fail(f"grids.list_held_{what}", DeadlinePassed())
    page = held.get(LOOKED).text
    assert "岗位暂时未能列出" in page
    assert "编组暂时未能列出" in page
    assert "确认交接" in page


def test_more_than_an_address_holds_is_looked_at_on_the_page_itself(held: Desk, services: FakeServices):
    many = [f"01890a5d-ac96-7000-8000-{number:012}" for number in range(120)]
    form = hidden(held.get(LOOKED), HAND_OVER) | {"on": "2026-03-05", "do": "hand_over"}
    services.refuse("grids.get_appointment", "not_found", "AppointmentUnknown")
    looked = held.post(HAND_OVER, form | {"some": "yes", "appointment_id": many})
    assert looked.status_code == 200
    assert "移交范围已改" in looked.text
    assert [each for each in many if f'value="{each}" checked>' not in looked.text] == []
    body = {"on": "2026-03-05", "some": "yes", "appointment_id": many, "do": "hand_over"}
    done = held.post(HAND_OVER, hidden(looked, HAND_OVER) | body)
    assert done.headers["Location"] == f"/console/staff/{PERSON}?done=handed"
    assert len(asked(services, "grids.hand_over")[-1]["appointment_ids"]) == len(many)


def test_nothing_ticked_hands_nothing_over(held: Desk, services: FakeServices):
    form = hidden(held.get(f"{LOOKED}&some=yes"), HAND_OVER)
    again = held.post(HAND_OVER, form | {"some": "yes", "on": "2026-03-05", "do": "hand_over"})
    assert "some=yes" in again.headers["Location"]
    assert asked(services, "grids.hand_over") == []


def test_nothing_ticked_is_told_aloud_and_the_boxes_are_one_group(held: Desk):
    page = held.get(f"{LOOKED}&some=yes").text
    assert re.search(r'role="alert" tabindex="-1" autofocus>.{0,600}请先勾选要移交的岗位或编组。', page)
    assert 'role="group" aria-label="只移交勾选的" aria-describedby="chosen-hint"' in page


def test_what_is_wrong_with_the_choice_is_said_of_its_boxes(held: Desk, services: FakeServices):
    wrong = {"field": "grouping_ids", "code": "GroupNotHeld", "values": {}, "detail": "不再担任"}
    services.refuse("grids.hand_over", "not_found", "GroupNotHeld", fields=[wrong])
    page = held.get(f"{LOOKED}&some=yes&grouping_id={GROUP}").text
    assert 'aria-describedby="chosen-hint groups-wrong"' in page
    assert 'id="groups-wrong">不再担任<' in page


def test_who_holds_nothing_is_asked_for_no_choice(held: Desk, services: FakeServices):
    for what in ("appointments", "groupings"):
        services.answer(f"grids.list_held_{what}", {"items": [], "next": None})
    answer = {"staff_id": PERSON, "to_id": CASE, "on": "2026-03-05", "dry_run": True, "stays": []}
    services.answer("grids.hand_over", answer | {"items": [], "contacts": "follow"})
    assert 'name="some"' not in held.get(LOOKED).text


def test_nothing_ticked_is_nothing_to_hand_over(held: Desk):
    page = held.get(f"{LOOKED}&some=yes").text
    assert "请先勾选要移交的岗位或编组。" in page
    assert "确认交接" not in page
