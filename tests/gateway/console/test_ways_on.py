"""A clerk gets on from every page: to more rows, to what came of a change, to where areas that ended went."""

import re
from typing import Any

import pytest

from services.chassis.caller import Grant
from tests.gateway.builders import FakeServices, a_token
from tests.gateway.console.desk import AREA, CASE, PERSON, Desk, a_building, an_area, hidden

PAGE = f"/console/areas/{AREA}"
SPLIT = f"{PAGE}/split"
GROUPING = f"/console/groupings/{CASE}"
FORESEEN: dict[str, Any] = {
    "kind": "split", "effective_on": "2026-03-05", "ended_ids": [], "posts": 1, "codes": 0, "parts": [],
    "posts_go_on": 1, "posts_end": 0, "cases_reassigned": 0,
    "shape": "stays", "without_shape": [],
}  # fmt: skip


def a_grouping(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "community_id": AREA, "kind": "courtyard", "name": "春晓院落", "closed_on": None,
        "holders": [], "version": 3,
    }  # fmt: skip
    return usual | different


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community", name="第01网格", version=7))
    services.answer("grids.list_buildings", {"items": [a_building()], "next": None})
    services.answer("grids.get_grouping", a_grouping())
    services.answer("grids.preview_split", FORESEEN)
    services.answer("members.foresee_people", FORESEEN)
    return desk.sign_in()


def split(desk: Desk, **fields: str) -> str:
    return str(desk.post(SPLIT, hidden(desk.get(SPLIT), SPLIT) | fields).text)


@pytest.mark.parametrize("path", [f"{PAGE}/buildings/new", f"{PAGE}/groupings/new", f"{GROUPING}/units"])
def test_a_table_has_more_rows_for_whoever_asks(ground: Desk, path: str):
    page = ground.get(path)
    assert 'name="do" value="more" formnovalidate>' in page.text
    field = "left_out" if path.endswith("buildings/new") else "last"
    count = len(re.findall(rf'name="{field}\.\d+"', page.text))
    more = ground.post(path, hidden(page, path) | {"do": "more", f"{field}.0": "7"}).text
    assert len(re.findall(rf'name="{field}\.\d+"', more)) > count + 3
    assert f'name="{field}.0" value="7"' in more


@pytest.mark.parametrize("end", ["units", "holders"])
def test_of_a_grouping_that_is_closed_nothing_is_filled_in(ground: Desk, services: FakeServices, end: str):
    services.answer("grids.get_grouping", a_grouping(closed_on="2026-03-01"))
    page = ground.get(f"{GROUPING}/{end}").text
    assert "编组已于 2026-03-01 撤销" in page
    assert f'action="{GROUPING}/{end}"' not in page


def test_from_a_grouping_the_list_is_one_step_away(ground: Desk):
    assert f'href="{PAGE}/groupings">全部编组<' in ground.get(GROUPING).text


def test_units_of_a_grouping_are_saved_by_what_is_called_so(ground: Desk):
    assert ">保存单元</button>" in ground.get(f"{GROUPING}/units").text


def test_after_a_split_the_new_areas_are_linked_to(ground: Desk, services: FakeServices):
    areas = [an_area(), an_area(id=CASE), an_area(id=PERSON)]
    services.answer("grids.split_area", FORESEEN | {"number": 1, "areas": areas})
    form = hidden(ground.get(SPLIT), SPLIT) | {"name.0": "第18网格", "do": "split"}
    done = ground.post(SPLIT, form).headers["Location"]
    assert done == f"{PAGE}?done=split&new={CASE}&new={PERSON}"
    page = ground.get(done).text
    assert re.search("拆分出的区域：<a [^>]+>第01网格</a>、<a [^>]+>第01网格</a></p>", page)


def test_of_many_new_areas_some_are_linked_to_and_the_rest_is_counted(ground: Desk):
    new = "&".join(f"new={CASE[:-2]}{number:02}" for number in range(10))
    page = ground.get(f"{PAGE}?done=split&{new}").text
    [said] = re.findall("拆分出的区域：(.*?)</p>", page)
    assert said.count("<a ") == 8
    assert said.endswith("</a> 等，另有 2 个区域")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"primary": "itself"}, "在本区域继续任职"),
        ({"primary": "0", "keeps_holder": "yes"}, "到承继的新区域继续任职"),
        ({"primary": "0"}, "任职结束"),
    ],
)
def test_before_a_split_it_is_said_what_becomes_of_the_holder_and_by_which_document(
    ground: Desk, services: FakeServices, fields: dict[str, str], said: str
):
    services.answer("grids.find_holder", {"vacant": False, "display_name": "江立春", "duty_phone": ""})
    given = {"name.0": "第18网格", "do": "look", "document_number": "成府发〔2026〕7号"} | fields
    told = split(ground, **given)
    assert f'江立春 <span class="text-secondary">{said}<' in told
    assert "<dd>成府发〔2026〕7号</dd>" in told


@pytest.mark.parametrize(
    ("names", "said", "marked"),
    [(("东院", "西院"), "同级已有名为 西院 的区域", [1]), (("东院", "东院"), "两个新区域不能同名。", [0, 1])],
)
def test_a_name_of_a_part_that_is_taken_is_marked_where_it_was_typed(
    ground: Desk, services: FakeServices, names: tuple[str, str], said: str, marked: list[int]
):
    detail = f"同级已有名为 {names[1]} 的区域（{PERSON}）"
    values = {"name": names[1], "area_id": PERSON}
    wrong = [{"field": "parts", "code": "PartNameTaken", "values": values, "detail": detail}]
    services.refuse(
        "grids.preview_split", "conflict", "PartNameTaken", values=values, detail=detail, fields=wrong
    )
    told = split(ground, **{"name.0": names[0], "name.1": names[1], "do": "look"})
    assert [number for number in range(4) if f'aria-describedby="name-wrong-{number}"' in told] == marked
    assert said in told


@pytest.mark.parametrize(
    ("change", "kinds"), [("move", ["community"]), ("merge", ["base"]), ("abolish", ["base"])]
)
def test_only_areas_of_kinds_that_may_be_chosen_are_offered(
    desk: Desk, services: FakeServices, change: str, kinds: list[str]
):
    services.answer("grids.get_area", an_area(id=PERSON, path="9/", kind="base"))
    others = [an_area(id=CASE, path="2/", kind=kind, name=kind) for kind in ("micro", "base", "community")]
    services.answer("grids.search_areas", {"items": others, "next": None})
    page = desk.sign_in().get(f"/console/areas/{PERSON}/{change}").text
    form = page[page.index('action="/console/choose/area"') :].partition("</form>")[0]
    assert re.findall(r'name="kind" value="([^"]+)"', form) == kinds
    found = desk.get(f"/console/choose/area?of={PERSON}&kind={kinds[0]}&name_prefix=x").text
    assert re.findall(r'class="found">\s*<li><a[^>]*>([^<]+)</a>', found) == kinds
    assert f'name="kind" value="{kinds[0]}"' in found
    none_fits = desk.get(f"/console/choose/area?of={PERSON}&kind=county&name_prefix=x").text
    assert "名称以“x”开头的区域都不能在这里选用。" in none_fits


def test_whose_area_is_no_more_is_told_what_succeeded_it(desk: Desk, services: FakeServices):
    services.answer("grids.list_tops", {"items": [], "next": None})
    services.answer("grids.get_area", an_area(active=False))
    token = a_token(grants=(Grant("district_officer", AREA),))
    desk.post("/console/sign-in", {"token": token})
    page = desk.get("/console/areas").text
    assert '<h2 class="h3">01号微网格</h2>' in page
    assert "本区域已撤销" in page


def test_a_search_that_comes_too_late_leads_back_to_its_page(desk: Desk):
    search = "/console/choose/area?name_prefix=x"
    told = desk.get(search, HX_Request="true", Referer=f"http://localhost{PAGE}/move").headers["HX-Redirect"]
    assert told == f"/console/sign-in?ended=&unsent=yes&next={PAGE}/move"


def test_a_code_is_printed_with_what_it_is_on(desk: Desk, services: FakeServices):
    label = {
        "token": "A" * 22 + "ZDdrMm05", "kind": "area", "target_id": AREA, "unit": None,
        "made_at": "2026-03-05T08:30:00+00:00", "revoked_at": None, "version": 1,
    }  # fmt: skip
    services.answer("grids.get_label", label)
    place = f"{PAGE}/labels/{label['token']}"
    page = desk.sign_in().get(f"{place}/print").text
    assert f'<img src="{place}/image"' in page
    assert '<figcaption class="h3">01号微网格</figcaption>' in page


def test_a_deputy_is_appointed_as_one(desk: Desk):
    path = f"{PAGE}/posts/appoint?role=doctor&deputises=yes&staff_id={PERSON}"
    assert ">确认代理</button>" in desk.sign_in().get(path).text
