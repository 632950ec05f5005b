"""What could not be looked at is not offered to be done; what may have been done is sent again as it was."""

import pytest

from services.chassis.errors import ServiceUnavailable
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, an_area, hidden

END, MOVE = f"/console/areas/{AREA}/abolish", f"/console/areas/{AREA}/move"
HAND_OVER = f"/console/staff/{PERSON}/hand-over"
LOOKED_AT = (
    ("preview_abolition", f"{END}?successor_id={CASE}", "确认撤销"),
    ("preview_abolition", f"{END}?nobody=yes", "确认撤销"),
    ("preview_move", f"{MOVE}?parent_id={CASE}", "确认调整"),
    ("hand_over", f"{HAND_OVER}?to_id={CASE}", "确认交接"),
)


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="base", version=7))
    person = {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    services.answer("grids.get_staff", person)
    return desk.sign_in()


@pytest.mark.parametrize("error", [None, ServiceUnavailable(service="grids")])
@pytest.mark.parametrize(("rpc", "page", "button"), LOOKED_AT)
def test_what_could_not_be_looked_at_is_not_offered_to_be_done(
    ground: Desk, services: FakeServices, rpc: str, page: str, button: str, error: Exception | None
):
    services.fail(f"grids.{rpc}", error)
    told = ground.get(page)
    assert told.status_code == (503 if error else 500)
    assert button not in told.text
    form = hidden(told, page.partition("?")[0])
    assert form.get("seen", '"7-').startswith('"7-')


def test_an_end_that_may_have_been_made_is_sent_again_under_the_same_key(
    ground: Desk, services: FakeServices
):
    figures = dict.fromkeys(("posts", "posts_go_on", "posts_end", "cases_reassigned", "codes"), 0)
    outlines = {"shape": "stays", "without_shape": []}
    foreseen = {"kind": "abolished", "effective_on": "2026-03-05", "ended_ids": []} | figures | outlines
    services.answer("grids.preview_abolition", foreseen | {"parts": []})
    services.answer("members.foresee_people", foreseen | {"parts": []})
    form = hidden(ground.get(f"{END}?nobody=yes"), END)
    for rpc in ("abolish_area", "preview_abolition"):
        services.fail(f"grids.{rpc}")
    told = ground.post(END, form | {"do": "end"})
    assert "确认撤销" in told.text
    assert hidden(told, END)["key"] == form["key"]
