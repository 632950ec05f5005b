"""What a page says of a change is what came of it, and figures are of what is shown."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_case, an_area, hidden
from tests.gateway.console.shown import A_STAFFING

PAGE = f"/console/areas/{AREA}"
NAME, MOVE = f"{PAGE}/name", f"{PAGE}/move"
FORESEEN: dict[str, Any] = {
    "area_id": AREA, "from_id": None, "parent_id": CASE, "effective_on": "2026-03-05", "leaves_id": None,
    "organisations": 61,
    "enters_id": None, "kinds": [], "dwellings": 9, "groupings": 0, "posts": 1, "places": 0, "open_cases": 0,
}  # fmt: skip

PEOPLE = {"households": 3, "residents": 7}


@pytest.mark.parametrize("role", ["resident", "member"])
def test_who_may_not_see_a_case_is_told_that_it_is_registered(desk: Desk, services: FakeServices, role: str):
    services.answer("grids.register_case", a_case())
    services.refuse("grids.get_case", "forbidden", "PermissionMissing")
    new = f"/console/cases/new?area_id={AREA}"
    form = hidden(desk.sign_in(role).get(new), "/console/cases")
    done = desk.post("/console/cases", form | {"text": "楼道灯不亮"})
    assert done.headers["Location"] == f"{PAGE}?done=registered_unseen"
    assert "说事已登记" in desk.get(done.headers["Location"]).text
    assert f'href="{PAGE}">取消<' in desk.get(new).text


def test_who_may_not_see_cases_of_that_very_area_is_told_as_well(desk: Desk, services: FakeServices):
    services.answer("grids.register_case", a_case())
    services.refuse("grids.get_case", "not_found", "CaseUnknown")
    form = hidden(desk.sign_in().get(f"/console/cases/new?area_id={AREA}"), "/console/cases")
    done = desk.post("/console/cases", form | {"text": "楼道灯不亮"})
    assert done.headers["Location"] == f"{PAGE}?done=registered_unseen"


def test_the_figures_of_posts_are_those_of_the_role_that_is_shown(desk: Desk, services: FakeServices):
    staffing = A_STAFFING | {"posts": 40, "held": 20, "percent": 50}
    services.answer("grids.get_staffing", staffing)
    desk.sign_in()
    head = {
        role: desk.get(f"/console/posts?area_id={AREA}&role={role}").text.partition("</dl>")[0]
        for role in ("", "micro_grid_worker", "doctor")
    }
    assert ('<dd class="number">40</dd>' in head[""], "50%" in head[""]) == (True, True)
    assert '<dd class="number">4</dd>' in head["micro_grid_worker"]
    assert "75%" in head["micro_grid_worker"]
    assert '<dd class="number">0</dd>' in head["doctor"]


@pytest.mark.parametrize(("version", "said"), [(7, "same_name"), (8, "renamed")])
def test_a_name_that_an_area_has_already_is_not_called_a_new_one(
    desk: Desk, services: FakeServices, version: int, said: str
):
    services.answer("grids.get_area", an_area(version=7))
    services.answer("grids.rename_area", an_area(version=version))
    form = hidden(desk.sign_in().get(NAME), NAME) | {"name": "01号微网格"}
    assert desk.post(NAME, form).headers["Location"] == f"{PAGE}?done={said}"


@pytest.mark.parametrize("parent_id", [CASE, PERSON])
def test_a_move_to_where_an_area_stands_is_not_offered(desk: Desk, services: FakeServices, parent_id: str):
    services.answer("grids.get_area", an_area(id=CASE, parent_id=parent_id))
    services.answer("grids.preview_move", FORESEEN)
    services.answer("members.count_people", PEOPLE)
    page = desk.sign_in().get(f"{MOVE}?parent_id={CASE}").text
    is_there = parent_id == CASE
    assert ("它现在就在这个区域之下" in page, "确认调整" in page) == (is_there, not is_there)


def test_that_nothing_has_changed_is_said_before_what_would(desk: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(id=CASE, parent_id=PERSON))
    services.answer("grids.preview_move", FORESEEN)
    services.answer("members.count_people", PEOPLE)
    page = desk.sign_in().get(f"{MOVE}?parent_id={CASE}").text
    assert page.index("现在还没有改变任何数据") < page.index("<dt>随之调整</dt>")
