"""An area is renamed and moved: what is shown before, what is sent, and what a refusal leaves."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, an_area, hidden

PARENT = AREA
"""Whoever asks for an area is told of one and the same."""
OTHER = "01890a5d-ac96-7000-8000-b302099a8059"
PAGE = f"/console/areas/{AREA}"
CHANGES = ("name", "move", "split", "merge", "abolish")
MOVE, NAME = f"{PAGE}/move", f"{PAGE}/name"


FORESEEN: dict[str, Any] = {
    "area_id": AREA, "from_id": CASE, "parent_id": PARENT, "effective_on": "2026-03-05", "leaves_id": None,
    "organisations": 61,
    "enters_id": None, "kinds": [{"kind": "micro", "count": 6}], "dwellings": 811, "posts": 7, "places": 2,
    "open_cases": 13, "groupings": 47,
}  # fmt: skip


def moved_to(parent_id: str) -> str:
    return f"{MOVE}?parent_id={parent_id}"


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(name="第01网格", kind="base", version=7))
    services.answer("members.count_people", {"area_id": AREA, "households": 801, "residents": 2107})
    services.answer("grids.preview_move", FORESEEN)
    services.answer("grids.move_area", an_area())
    services.answer("grids.rename_area", an_area())
    return desk.sign_in()


def test_before_a_move_the_new_parent_is_chosen_by_its_name(ground: Desk, services: FakeServices):
    asked = ground.get(MOVE).text
    assert f'name="to" value="{MOVE}?parent_id="' in asked
    assert 'method="post" action="/console/areas' not in asked
    services.answer(
        "grids.search_areas", {"items": [an_area(id=PARENT), an_area(id=CASE, active=False)], "next": None}
    )
    chosen = ground.get(
        f"/console/choose/area?to={MOVE}%3Fparent_id%3D&name_prefix=x", HX_Request="true"
    ).text
    assert f'href="{moved_to(PARENT)}"' in chosen
    assert f'href="{moved_to(CASE)}"' not in chosen


def test_a_choice_leads_nowhere_but_into_the_console(ground: Desk, services: FakeServices):
    services.answer("grids.search_areas", {"items": [an_area(id=PARENT)], "next": None})
    found = ground.get("/console/choose/area?to=https%3A%2F%2Fevil.example.org%2F&name_prefix=x").text
    assert 'href="https://evil' not in found


def test_before_a_move_all_that_comes_along_is_counted(ground: Desk, services: FakeServices):
    page = ground.get(moved_to(PARENT)).text
    assert '微网格 <strong class="number">6</strong>' in page
    assert all(f'<dd class="number">{count}</dd>' in page for count in (811, 47, 7, 2, 13, 801, 2107))
    assert "现在还没有改变任何数据" in page
    [call] = [call for call in services.calls if call.rpc == "grids.preview_move"]
    assert call.body == {"area_id": AREA, "parent_id": PARENT, "seen_version": 7}
    assert "grids.move_area" not in {call.rpc for call in services.calls}


def test_a_community_that_is_entered_is_named(ground: Desk, services: FakeServices):
    services.answer("grids.preview_move", FORESEEN | {"leaves_id": CASE, "enters_id": PERSON})
    assert "划入社区" in ground.get(moved_to(PARENT)).text


def test_a_move_that_is_foreseen_to_be_refused_is_not_offered(ground: Desk, services: FakeServices):
    wrong = {"field": "parent_id", "code": "ParentKindWrong", "values": {}, "detail": "不能设在那里"}
    services.refuse("grids.preview_move", "invalid", "ParentKindWrong", fields=[wrong])
    told = ground.get(moved_to(PARENT))
    assert told.status_code == 422
    assert 'id="parent-wrong">不能设在那里<' in told.text
    assert "确认调整" not in told.text


def test_a_move_names_the_version_that_was_looked_at(ground: Desk, services: FakeServices):
    done = ground.post(MOVE, hidden(ground.get(moved_to(PARENT)), MOVE))
    [call] = [call for call in services.calls if call.rpc == "grids.move_area"]
    assert call.body == {"area_id": AREA, "parent_id": PARENT, "seen_version": 7}
    assert done.headers["Location"] == f"{PAGE}?done=moved"
    assert "已调整上级。" in ground.get(done.headers["Location"]).text


def test_a_move_on_another_day_is_looked_at_before_it_is_made(ground: Desk, services: FakeServices):
    form = hidden(ground.get(moved_to(PARENT)), MOVE) | {"do": "move", "document_number": "成府发〔2026〕7号"}
    again = ground.get(ground.post(MOVE, form | {"effective_on": "2026-02-01"}).headers["Location"])
    assert "生效日期已改" in again.text
    assert 'value="成府发〔2026〕7号"' in again.text
    [_, looked] = [call.body for call in services.calls if call.rpc == "grids.preview_move"]
    assert looked["effective_on"] == "2026-02-01"
    assert "grids.move_area" not in {call.rpc for call in services.calls}
    ground.post(MOVE, hidden(again, MOVE) | {"do": "move", "effective_on": "2026-02-01"})
    assert services.last.rpc == "grids.move_area"


def test_an_area_is_offered_neither_itself_nor_what_lies_below_nor_the_parent_it_has(
    ground: Desk, services: FakeServices
):
    assert f'name="of" value="{AREA}"' in ground.get(MOVE).text
    rows = [
        an_area(),
        an_area(id=CASE, path="1/2/"),
        an_area(id=PERSON, path="3/"),
        an_area(id=OTHER, path="4/"),
    ]
    services.answer("grids.search_areas", {"items": rows, "next": None})
    path = f"/console/choose/area?of={AREA}&but={PERSON}&to=/console/areas&name_prefix=x"
    found = ground.get(path, HX_Request="true").text
    assert [each for each in (AREA, CASE, PERSON, OTHER) if each in found] == [OTHER]


def test_a_parent_that_is_refused_is_said_to_be_beside_it(ground: Desk, services: FakeServices):
    wrong = {"field": "parent_id", "code": "ParentKindWrong", "values": {}, "detail": "不能设在那里"}
    services.refuse("grids.move_area", "invalid", "ParentKindWrong", fields=[wrong])
    told = ground.post(MOVE, hidden(ground.get(moved_to(PARENT)), MOVE))
    assert told.status_code == 422
    assert 'id="parent-wrong">不能设在那里<' in told.text
    assert hidden(told, MOVE)["parent_id"] == PARENT


def rename(desk: Desk, name: str, **fields: str) -> Any:
    return desk.post(NAME, hidden(desk.get(NAME), NAME) | {"name": name} | fields)


def test_an_area_is_renamed_from_the_version_that_was_looked_at(ground: Desk, services: FakeServices):
    done = rename(ground, " 第02网格 ")
    [call] = [call for call in services.calls if call.rpc == "grids.rename_area"]
    assert call.body == {"area_id": AREA, "name": "第02网格", "seen_version": 7}
    assert done.headers["Location"] == f"{PAGE}?done=renamed"


def test_a_name_that_is_taken_is_said_beside_it_and_what_was_typed_stays(
    ground: Desk, services: FakeServices
):
    wrong = {"field": "name", "code": "AreaNameTaken", "values": {}, "detail": "同名"}
    services.refuse("grids.rename_area", "conflict", "AreaNameTaken", fields=[wrong])
    told = rename(ground, "第02网格")
    assert told.status_code == 409
    assert 'id="name-wrong">同名<' in told.text
    assert 'value="第02网格"' in told.text


def test_somebody_elses_name_is_shown_beside_the_one_that_was_seen(ground: Desk, services: FakeServices):
    form = hidden(ground.get(NAME), NAME) | {"name": "第02网格"}
    services.answer("grids.get_area", an_area(name="第03网格", version=8))
    services.refuse("grids.rename_area", "stale", "StaleVersion", values={"current_version": 8})
    told = ground.post(NAME, form)
    assert told.status_code == 412
    assert "<td>第01网格</td><td>第03网格</td>" in told.text
    assert 'value="第02网格"' in told.text
    services.answer("grids.rename_area", an_area())
    ground.post(NAME, hidden(told, NAME) | {"name": "第02网格"})
    assert services.last.body["seen_version"] == 8


def test_after_a_change_the_names_that_were_known_are_asked_for_again(ground: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(parent_id=PARENT, version=7))
    ground.get(PAGE)
    before = len(services.calls)
    ground.get(PAGE)
    again = [call.rpc for call in services.calls[before:]].count("grids.get_area")
    rename(ground, "第02网格")
    before = len(services.calls)
    ground.get(PAGE)
    assert [call.rpc for call in services.calls[before:]].count("grids.get_area") > again


@pytest.mark.parametrize(
    ("role", "area", "shown"),
    [
        ("community_secretary", {"parent_id": PARENT}, ["name", "move", "split", "merge", "abolish"]),
        ("community_secretary", {"parent_id": None}, ["name"]),
        ("community_secretary", {"parent_id": PARENT, "active": False}, []),
        ("grid_worker", {"parent_id": PARENT}, []),
    ],
)
def test_changes_are_offered_to_whoever_may_make_them(
    desk: Desk, services: FakeServices, role: str, area: dict[str, Any], shown: list[str]
):
    services.answer("grids.get_area", an_area(**area))
    page = desk.sign_in(role).get(PAGE).text
    assert [name for name in CHANGES if f'href="{PAGE}/{name}"' in page] == shown


def test_changes_that_need_the_area_above_are_not_offered_to_whoever_does_not_see_it(
    desk: Desk, services: FakeServices
):
    services.answer("grids.get_area", an_area(parent_id=PERSON))
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "get_area" and body["area_id"] == PERSON:
            services.refuse("grids.get_area", "not_found", "AreaUnknown")
        elif method == "get_area":
            services.answer("grids.get_area", an_area(parent_id=PERSON))
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    page = desk.sign_in("community_secretary").get(PAGE).text
    assert [name for name in CHANGES if f'href="{PAGE}/{name}"' in page] == ["name"]
    assert "由上级区域的工作人员办理" in page


@pytest.mark.parametrize("change", CHANGES)
def test_of_an_area_that_ended_its_successor_is_shown_and_no_form(
    ground: Desk, services: FakeServices, change: str
):
    services.answer("grids.get_area", an_area(active=False, name="河边网格"))
    ends = {"number": 4, "kind": "abolished", "from_ids": [AREA], "to_ids": [CASE]}
    services.answer("grids.list_area_changes", {"items": [ends], "next": None})
    page = ground.get(f"{PAGE}/{change}").text
    assert f'本区域已撤销，由以下区域承继：<a href="{PAGE}">河边网格</a>' in page
    assert f'action="{PAGE}' not in page


def test_nobody_is_missing_where_an_area_stands_no_more(ground: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(active=False))
    services.answer("grids.list_area_changes", {"items": [], "next": None})
    services.answer("grids.find_holder", {"vacant": True, "duty_phone": None})
    page = ground.get(PAGE).text
    assert "本区域已撤销。" in page
    assert "人员空缺" not in page
