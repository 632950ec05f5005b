"""A place's use that began today by mistake is taken back from its page."""

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import CASE, Desk, hidden
from tests.gateway.console.shown import a_place
from tests.gateway.console.test_places import CLOSE, PLACE, REUSE, asked

TAKE_BACK = f"{PLACE}/take-back"


def test_a_use_that_began_today_is_taken_back_from_the_version_that_was_read(
    desk: Desk, services: FakeServices
):
    uses = [{"kind": "canteen", "name": "幸福食堂", "valid_from": "2026-03-05", "valid_to": None}]
    services.answer("grids.get_place", a_place(uses=uses))
    services.answer("grids.take_back_use", a_place(version=6))
    page = desk.sign_in().get(PLACE)
    assert f'action="{CLOSE}"' not in page.text
    done = desk.post(TAKE_BACK, hidden(page, TAKE_BACK))
    [body] = asked(services, "take_back_use")
    assert body == {"place_id": CASE, "seen_version": 5}
    assert done.headers["Location"] == f"{PLACE}?done=use_taken_back"


@pytest.mark.parametrize("is_stale", [False, True])
def test_a_take_back_that_was_refused_opens_no_other_form_and_lends_it_no_key(
    desk: Desk, services: FakeServices, is_stale: bool
):
    """The use is gone, by this sending or by somebody else's."""
    today = [{"kind": "canteen", "name": "幸福食堂", "valid_from": "2026-03-05", "valid_to": None}]
    services.answer("grids.get_place", a_place(uses=today))
    form = hidden(desk.sign_in().get(PLACE), TAKE_BACK)
    before = [today[0] | {"valid_from": "2020-01-01"}]
    services.answer("grids.get_place", a_place(uses=before, version=6))
    if is_stale:
        services.refuse("grids.take_back_use", "stale", "StaleVersion", values={"current_version": 6})
    else:
        services.fail("grids.take_back_use", DeadlinePassed())
    told = desk.post(TAKE_BACK, form)
    assert '<details class="sure" open>' not in told.text
    close = hidden(told, CLOSE)
    assert close["key"] != form["key"]
    assert close["seen"] != form["seen"]
    assert ("无需再次提交" in told.text) is not is_stale


def test_a_take_back_that_may_be_done_is_sent_again_with_its_key(desk: Desk, services: FakeServices):
    today = [{"kind": "canteen", "name": "幸福食堂", "valid_from": "2026-03-05", "valid_to": None}]
    services.answer("grids.get_place", a_place(uses=today))
    form = hidden(desk.sign_in().get(PLACE), TAKE_BACK)
    services.fail("grids.take_back_use", DeadlinePassed())
    told = desk.post(TAKE_BACK, form)
    assert '<details class="sure" open>' in told.text
    assert hidden(told, TAKE_BACK).items() >= {(name, form[name]) for name in ("key", "seen")}


def test_a_use_that_began_before_today_is_closed_and_not_taken_back(desk: Desk):
    page = desk.sign_in().get(PLACE).text
    assert f'action="{CLOSE}"' in page
    assert f'action="{TAKE_BACK}"' not in page


def test_a_place_that_was_never_used_is_put_to_use_from_any_day(desk: Desk, services: FakeServices):
    services.answer("grids.get_place", a_place(uses=[], closed_on="2026-03-05"))
    assert desk.sign_in().get(PLACE).status_code == 200
    assert 'min="1900-01-01"' in desk.get(REUSE).text
