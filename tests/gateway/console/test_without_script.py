"""Whoever's browser runs no script reads and chooses the same: what htmx fetches is a link too."""

import re
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_building, a_dwelling, an_area

PAGE = f"/console/areas/{AREA}"
UNITS = f"/console/buildings/{CASE}/units"


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community", name="港云里社区"))
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    services.answer("grids.list_dwellings", {"items": [a_dwelling()], "next": None})
    return desk.sign_in()


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def test_a_choice_that_is_searched_for_again_leaves_out_the_same_areas(ground: Desk, services: FakeServices):
    page = ground.get(f"/console/choose/area?of={AREA}&but={PERSON}&to=/console/areas&name_prefix=x").text
    assert f'name="of" value="{AREA}"' in page
    assert f'name="but" value="{PERSON}"' in page


def test_what_lies_below_an_area_is_had_page_by_page(ground: Desk, services: FakeServices):
    below = [an_area(id=CASE, kind="base")]
    services.answer("grids.list_children", {"items": below, "next": ["x"]})
    page = ground.get(PAGE).text
    assert f'<ul class="tree"><li><a href="/console/areas/{CASE}">' in page
    [more] = re.findall(rf'<a class="btn btn-sm" href="({PAGE}\?after=[^"]+)" hx-get="{PAGE}/children', page)
    assert ground.get(more).status_code == 200
    assert asked(services, "list_children")[-1]["after"] == ["x"]


def test_a_building_s_units_have_a_page_of_their_own(ground: Desk, services: FakeServices):
    assert f'<div class="units"><a href="{UNITS}">' in ground.get(f"{PAGE}/buildings").text
    page = ground.get(UNITS).text
    assert '<h1 class="page-title">港云里 3栋</h1>' in page
    assert '<th scope="row" class="number">1</th>' in page
    assert f'href="{PAGE}/buildings"' in page
    assert "<html" in ground.get(UNITS).text
    assert "<html" not in ground.get(UNITS, HX_Request="true").text


@pytest.mark.parametrize("use", ["new", ""])
def test_areas_that_are_found_for_a_case_stand_on_a_page(ground: Desk, services: FakeServices, use: str):
    services.answer("grids.search_areas", {"items": [an_area()], "next": None})
    found = f"/console/cases/areas?use={use}&name_prefix=x"
    page = ground.get(found).text
    assert "</html>" in page
    assert f"area_id={AREA}" in page
    assert "<html" not in ground.get(found, HX_Request="true").text
