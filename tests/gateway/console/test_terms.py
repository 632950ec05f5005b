"""Posts are offered to be given and terms to be ended where that may be, and not where it is refused."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, ROLES, Desk, hidden
from tests.gateway.console.shown import an_appointment

PAGE = f"/console/areas/{AREA}/posts"
APPOINTMENT = f"/console/appointments/{CASE}"


def test_nobody_is_appointed_to_a_post_of_the_past(desk: Desk, services: FakeServices):
    rows = [an_appointment(role="bell_ringer")]
    services.answer("grids.list_appointments", {"items": rows, "next": None})
    page = desk.sign_in().get(PAGE).text
    assert "bell_ringer</h2>" in page
    assert f'href="{APPOINTMENT}"' in page
    assert "role=bell_ringer" not in page
    assert "role=micro_grid_worker" in page


@pytest.mark.parametrize(("begins", "offered"), [("2026-01-01", "2026-03-05"), ("2026-09-01", "2026-09-02")])
def test_a_term_is_offered_to_end_as_soon_as_it_may(
    desk: Desk, services: FakeServices, begins: str, offered: str
):
    services.answer("grids.get_appointment", an_appointment(valid_from=begins))
    assert f'name="valid_to" type="date" value="{offered}"' in desk.sign_in().get(APPOINTMENT).text


@pytest.mark.parametrize(
    ("begins", "ends", "may_withdraw"),
    [
        ("2026-03-06", "2026-03-07", True),
        ("2026-03-05", "2026-03-06", True),
        ("2026-03-05", None, True),
        ("2026-03-04", None, False),
        ("2026-09-01", "2026-09-01", False),
    ],
)
def test_what_has_not_begun_or_began_today_may_be_withdrawn(
    desk: Desk, services: FakeServices, begins: str, ends: str | None, may_withdraw: bool
):
    services.answer("grids.get_appointment", an_appointment(valid_from=begins, valid_to=ends))
    services.answer("grids.end_appointment", an_appointment(version=4))
    page = desk.sign_in().get(APPOINTMENT)
    assert ('value="withdraw"' in page.text) == may_withdraw
    if may_withdraw:
        form = hidden(page, APPOINTMENT) | {"do": "withdraw", "valid_to": "2027-01-01"}
        done = desk.post(APPOINTMENT, form)
        assert services.last.body == {"appointment_id": CASE, "valid_to": begins, "seen_version": 3}
        assert "已撤回。" in desk.get(f"{done.headers['Location']}").text


def test_whoever_was_made_a_grouping_s_holder_by_mistake_is_withdrawn(desk: Desk, services: FakeServices):
    held = {"id": CASE, "staff_id": CASE, "valid_from": "2026-03-05", "valid_to": None}
    grouping = {"id": CASE, "kind": "courtyard", "community_id": AREA, "name": "东院", "closed_on": None}
    services.answer("grids.get_grouping", grouping | {"holders": [held], "version": 3})
    services.answer("grids.set_grouping_holders", grouping | {"holders": [], "version": 4})
    end = f"/console/groupings/{CASE}/holders/end"
    done = desk.post(end, hidden(desk.sign_in().get(f"/console/groupings/{CASE}"), end) | {"do": "withdraw"})
    assert services.last.body["holders"] == [held | {"valid_to": "2026-03-05"}]
    assert done.headers["Location"].endswith("?done=withdrawn")


def test_a_role_that_is_no_more_is_still_called_by_its_name(desk: Desk, services: FakeServices):
    bell = {"key": "bell_ringer", "name_zh": "敲钟人", "name_en": "Bell ringer", "kinds": ["micro"]}
    editions = [{"number": 1, "valid_from": "2025-01-01", "roles": [bell]}]
    services.answer("grids.get_post_roles", {"version": 2, "roles": ROLES, "editions": editions})
    services.answer("grids.get_appointment", an_appointment(role="bell_ringer"))
    assert "敲钟人" in desk.sign_in().get(APPOINTMENT).text


def test_a_post_whose_holder_comes_late_in_the_list_is_not_called_vacant(desk: Desk, services: FakeServices):
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "list_appointments":
            is_last = bool(body.get("after"))
            role = "micro_grid_worker" if is_last else "doctor"
            page = {"items": [an_appointment(role=role)], "next": None if is_last else [1]}
            services.answer("grids.list_appointments", page)
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    assert "空缺" not in desk.sign_in().get(PAGE).text


@pytest.mark.parametrize(
    ("term", "may_end"),
    [
        ({"valid_to": "2026-03-06"}, True),
        ({"valid_to": "2026-03-05"}, False),
        ({"valid_to": "2026-02-01"}, False),
    ],
)
def test_a_term_that_cannot_end_any_earlier_has_no_form(
    desk: Desk, services: FakeServices, term: dict[str, Any], may_end: bool
):
    services.answer("grids.get_appointment", an_appointment(**term))
    page = desk.sign_in().get(APPOINTMENT).text
    assert (f'action="{APPOINTMENT}"' in page) == may_end
    assert ("任期已结束，或不能再提前。" in page) != may_end
