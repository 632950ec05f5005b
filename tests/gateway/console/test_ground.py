"""What is offered of an area goes by what its level takes, and whether it stands."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, LEVELS, Desk, a_level, an_area

PAGE = f"/console/areas/{AREA}"
NEW = f"/console/cases/new?area_id={AREA}"
LANE = a_level("lane", "小巷", "community", holds_dwellings=True, takes_cases=True)


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.list_level_schemes", {"version": 0, "schemes": [{"levels": [*LEVELS, LANE]}]})
    return desk.sign_in()


@pytest.mark.parametrize(
    ("area", "offered"),
    [
        ({"kind": "lane"}, True),
        ({"kind": "micro"}, True),
        ({"kind": "base"}, False),
        ({"kind": "of_the_past"}, False),
        ({"kind": "micro", "active": False}, False),
    ],
)
def test_a_case_is_raised_where_the_level_takes_cases_and_the_area_stands(
    ground: Desk, services: FakeServices, area: dict[str, Any], offered: bool
):
    services.answer("grids.get_area", an_area(**area))
    services.answer("grids.search_areas", {"items": [an_area(**area)], "next": None})
    for page in (PAGE, "/console/cases/areas?use=new&name_prefix=x", f"/console/cases?area_id={AREA}"):
        assert (f'href="{NEW}"' in ground.get(page).text) == offered


def test_what_came_after_an_area_is_found_however_much_was_changed_before(
    ground: Desk, services: FakeServices
):
    told = services.call
    renamed = {"number": 4, "kind": "renamed", "from_ids": [AREA], "to_ids": [AREA]}
    ends = {"number": 300, "kind": "abolished", "from_ids": [AREA], "to_ids": [CASE]}

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        is_last = bool(body.get("after"))
        page = {"items": [ends if is_last else renamed], "next": None if is_last else [4]}
        services.answer("grids.list_area_changes", page)
        area = an_area(id=CASE, name="河边网格") if body.get("area_id") == CASE else an_area(active=False)
        services.answer("grids.get_area", area)
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    assert f'<a href="/console/areas/{CASE}">河边网格</a>' in ground.get(PAGE).text
