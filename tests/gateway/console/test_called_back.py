"""A label is called back by name: it is said which building's or unit's it is."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, a_building, an_area, hidden

LABELS = f"/console/areas/{AREA}/labels"
TOKEN = "A" * 22 + "ZDdrMm05"
SHOWN: dict[str, Any] = {
    "token": TOKEN, "kind": "unit", "target_id": CASE, "unit": 2, "made_at": "2026-03-05T08:30:00+00:00",
    "revoked_at": None, "version": 2,
}  # fmt: skip
LISTED = {name: SHOWN[name] for name in ("token", "kind", "target_id", "unit", "version")}
NAMED = "<dd>港云里 3栋</dd>"


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community", name="港云里社区"))
    services.answer("grids.get_label", SHOWN)
    listed = LISTED | {"estate": "港云里", "name": "3栋"}
    services.answer("grids.list_labels", {"items": [listed, listed | {"unit": 3}], "next": None})
    services.answer("grids.get_building", a_building())
    return desk.sign_in()


def test_every_unit_of_a_building_is_called_back_under_a_name_of_its_own(ground: Desk):
    page = ground.get(LABELS).text
    for unit in (2, 3):
        assert f'aria-label="补发或作废：港云里 3栋 {unit} 单元"' in page


@pytest.mark.parametrize("revoked", [None, "2026-03-05T08:30:00+00:00"])
def test_before_a_unit_s_label_is_called_back_its_building_is_named(
    ground: Desk, services: FakeServices, revoked: str | None
):
    services.answer("grids.get_label", SHOWN | {"revoked_at": revoked})
    services.answer("grids.list_labels", {"items": [], "next": None})
    assert NAMED in ground.get(f"{LABELS}/{TOKEN}").text


def test_a_building_that_is_not_shown_is_named_by_the_list_that_its_label_was_chosen_from(
    ground: Desk, services: FakeServices
):
    services.answer("grids.get_area", an_area(kind="street"))
    services.refuse("grids.get_building", "not_found", "BuildingUnknown")
    listed = LISTED | {"estate": "港云里", "name": "3栋"}
    services.answer("grids.list_labels", {"items": [listed], "next": ["x"]})
    place = f"{LABELS}/{TOKEN}"
    [after] = re.findall(rf'href="{LABELS}(\?after=[^"]+)"', ground.get(LABELS).text)
    assert f'href="{place}{after}"' in ground.get(f"{LABELS}{after}").text
    page = ground.get(f"{place}{after}")
    assert NAMED in page.text
    assert [call.body for call in services.calls if call.rpc == "grids.list_labels"][-1]["after"] == ["x"]
    services.refuse("grids.revoke_label", "conflict", "x")
    told = ground.post(f"{place}/revoke", hidden(page, f"{place}/revoke"))
    assert told.status_code == 409
    assert NAMED in told.text
