"""The page of an area shows who answers for it on a day that is named, also of one that stands no more."""

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, PERSON, Desk, an_area

PAGE = f"/console/areas/{AREA}"
LEVEL = {
    "hop": 1, "area_id": AREA, "area_name": "01号微网格", "area_kind": "micro", "role": "micro_grid_worker",
    "vacant": False, "deputised": False, "answered_by": 1,
    "people": [{"staff_id": PERSON, "display_name": "江立春", "duty_phone": "0281", "deputises": False}],
}  # fmt: skip
CHAIN = {"area_id": AREA, "area_name": "01号微网格", "skipped": 0, "levels": [LEVEL], "responsible": None}


@pytest.mark.parametrize("active", [True, False])
def test_who_answered_on_a_day_is_asked_of_that_day(desk: Desk, services: FakeServices, active: bool):
    services.answer("grids.get_area", an_area(active=active))
    services.answer("grids.list_area_changes", {"items": [], "next": None})
    services.answer("grids.find_responsible", CHAIN | {"on": "2026-02-01"})
    page = desk.sign_in().get(f"{PAGE}?on=2026-02-01").text
    [asked] = [call.body for call in services.calls if call.rpc == "grids.find_responsible"]
    assert asked == {"area_id": AREA, "on": "2026-02-01"}
    assert "2026-02-01 的责任链" in page
    assert "江立春" in page
    assert 'name="on" type="date" value="2026-02-01"' in page


def test_of_what_stands_no_more_nobody_is_asked_for_today(desk: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(active=False))
    services.answer("grids.list_area_changes", {"items": [], "next": None})
    page = desk.sign_in().get(PAGE).text
    assert 'name="on" type="date" value=""' in page
    assert not [call for call in services.calls if call.rpc == "grids.find_responsible"]


def test_a_day_on_which_it_was_not_there_is_refused_with_its_reason(desk: Desk, services: FakeServices):
    said = [{"field": "on", "code": "AreaNotFounded", "values": {}, "detail": "当时尚未设立"}]
    services.answer("grids.get_area", an_area())
    services.refuse("grids.find_responsible", "invalid", "AreaNotFounded", fields=said)
    told = desk.sign_in().get(f"{PAGE}?on=2020-02-01")
    assert told.status_code == 422
    assert 'id="on-wrong">当时尚未设立<' in told.text
