"""What becomes of the open cases of an appointment: they are told of, and lead to a hand-over."""

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import CASE, Desk
from tests.gateway.console.shown import an_appointment
from tests.gateway.console.test_handed import CHOSEN
from tests.gateway.console.test_posts import APPOINTMENT, HAND_OVER


def test_the_end_of_an_appointment_says_what_cases_stay_and_leads_to_its_hand_over(
    held: Desk, services: FakeServices
):
    services.answer("grids.get_appointment", an_appointment(open_cases=3))
    page = held.get(APPOINTMENT).text
    assert "3 件未办结事项" in page
    way = f"{HAND_OVER}?appointment_id={CASE}"
    assert f'href="{way}"' in page
    assert f"{CHOSEN.partition('&grouping_id')[0]}".replace("&", "&amp;") in held.get(way).text


def test_of_an_appointment_that_is_over_the_cases_that_stayed_lead_to_the_hand_over_of_everything(
    held: Desk, services: FakeServices
):
    over = an_appointment(open_cases=2, valid_to="2026-02-01")
    services.answer("grids.get_appointment", over)
    page = held.get(APPOINTMENT).text
    assert "该任期已结束；此人名下在该区域现有 2 件未办结事项。" in page
    assert f'<a href="{HAND_OVER}">移交其名下岗位、编组和事项</a>' in page
    assert f'action="{APPOINTMENT}"' not in page


@pytest.mark.parametrize("open_cases", [0, None])
def test_an_appointment_without_open_cases_ends_without_a_word(
    held: Desk, services: FakeServices, open_cases: int | None
):
    services.answer("grids.get_appointment", an_appointment(open_cases=open_cases))
    assert "未办结事项" not in held.get(APPOINTMENT).text
