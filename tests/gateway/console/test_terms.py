"""Posts are offered to be given and terms to be ended where that may be, and not where it is refused."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk
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
    ("term", "may_end"),
    [
        ({"valid_to": "2026-03-06"}, True),
        ({"valid_to": "2026-03-05"}, False),
        ({"valid_to": "2026-02-01"}, False),
        ({"valid_from": "2026-09-01", "valid_to": "2026-09-02"}, False),
    ],
)
def test_a_term_that_cannot_end_any_earlier_has_no_form(
    desk: Desk, services: FakeServices, term: dict[str, Any], may_end: bool
):
    services.answer("grids.get_appointment", an_appointment(**term))
    page = desk.sign_in().get(APPOINTMENT).text
    assert (f'action="{APPOINTMENT}"' in page) == may_end
    assert ("任期已结束，或不能再提前。" in page) != may_end
