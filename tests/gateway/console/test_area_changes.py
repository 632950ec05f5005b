"""Areas merge and split: nothing is done before it was looked at, and what was looked at is what is done."""

import re
from html import unescape
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, HIDDEN, PERSON, Desk, an_area, hidden

PAGE = f"/console/areas/{AREA}"
MERGE, SPLIT = f"{PAGE}/merge", f"{PAGE}/split"
FORESEEN: dict[str, Any] = {
    "kind": "split", "effective_on": "2026-03-05", "ended_ids": [], "posts": 2,
    "posts_go_on": 1, "posts_end": 1, "codes": 0, "cases_reassigned": 0,
    "shape": "stays", "without_shape": [],
    "parts": [
        {"area_id": AREA, "name": "第01网格", "child_areas": 3, "dwellings": 400, "buildings": 9,
         "groupings": 1, "open_cases": 5, "places": 2, "organisations": 61,
         "households": 390, "residents": 1021},
        {"area_id": CASE, "name": "第18网格", "child_areas": 4, "dwellings": 380, "buildings": 8,
         "groupings": 0, "open_cases": 0, "places": 0, "organisations": 61,
         "households": 371, "residents": 987},
    ],
}  # fmt: skip
DONE = {"number": 1, "kind": "split", "effective_on": "2026-03-05", "ended_ids": [], "areas": [an_area()]}


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(name="第01网格", kind="base", version=7))
    services.answer("grids.list_children", {"items": [an_area(id=CASE), an_area(id=PERSON)], "next": None})
    for rpc in ("preview_split", "preview_merge"):
        services.answer(f"grids.{rpc}", FORESEEN)
    services.answer("members.foresee_people", FORESEEN)
    for rpc in ("split_area", "merge_areas"):
        services.answer(f"grids.{rpc}", DONE)
    return desk.sign_in()


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def split_looked_at(desk: Desk, **fields: str) -> Any:
    given = {
        "name.0": "第18网格",
        f"child.{CASE}": "0",
        f"child.{PERSON}": "",
        "primary": "itself",
        "do": "look",
    }
    return desk.post(SPLIT, hidden(desk.get(SPLIT), SPLIT) | given | fields)


def test_a_split_is_looked_at_with_its_counts_before_it_is_done(ground: Desk, services: FakeServices):
    looked = split_looked_at(ground, document_number="成府发〔2026〕7号")
    assert "现在还没有改变任何数据" in looked.text
    for figure in ("400", "380", "9", "5", "390", "987"):
        assert f'class="number">{figure}</td>' in looked.text
    assert asked(services, "split_area") == []
    [body] = asked(services, "preview_split")
    [part] = body["parts"]
    assert (part["name"], body["primary_id"], body["seen_version"]) == ("第18网格", AREA, 7)
    assert body["children"] == [{"area_id": CASE, "part_id": part["id"]}]
    assert body["document_number"] == "成府发〔2026〕7号"


def test_the_split_that_was_looked_at_is_the_one_that_is_done(ground: Desk, services: FakeServices):
    done = ground.post(SPLIT, hidden(split_looked_at(ground), SPLIT) | {"do": "split"})
    assert asked(services, "split_area") == asked(services, "preview_split")
    assert done.headers["Location"] == f"{PAGE}?done=split"


def test_a_split_may_be_written_anew_after_it_was_looked_at(ground: Desk, services: FakeServices):
    again = ground.post(SPLIT, hidden(split_looked_at(ground), SPLIT) | {"do": "edit"})
    assert 'name="name.0" value="第18网格"' in again.text
    assert '<option value="0" selected>新区域 1（第18网格）</option>' in again.text
    assert asked(services, "split_area") == []


def test_what_is_wrong_with_a_split_is_said_before_anything_is_done(ground: Desk, services: FakeServices):
    wrong = {"field": "children", "code": "NotOfThisArea", "values": {}, "detail": "不是下级区域"}
    services.refuse("grids.preview_split", "invalid", "NotOfThisArea", fields=[wrong])
    told = split_looked_at(ground)
    assert told.status_code == 422
    assert 'id="children-wrong">不是下级区域<' in told.text
    assert 'name="name.0" value="第18网格"' in told.text


def test_units_are_given_to_parts_where_an_area_holds_dwellings(ground: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(kind="micro", parent_id=PERSON, version=7))
    split_looked_at(ground, **{"building_id.0": CASE, "first.0": "3", "last.0": "", "part.0": "0"})
    [body] = asked(services, "preview_split")
    part_id = body["parts"][0]["id"]
    assert body["units"] == [{"building_id": CASE, "first": 3, "last": 3, "part_id": part_id}]


def merge_looked_at(desk: Desk, **fields: str) -> Any:
    page = desk.get(f"{MERGE}?source={CASE}")
    return desk.post(MERGE, hidden(page, MERGE) | {"do": "look"} | fields)


def test_areas_that_merge_are_chosen_by_name_one_after_the_other(ground: Desk, services: FakeServices):
    page = ground.get(MERGE).text
    assert f'name="to" value="{MERGE}?source="' in page
    assert f'method="post" action="{MERGE}"' not in page


@pytest.fixture
def two(ground: Desk, services: FakeServices) -> Desk:
    """Whoever asks for an area is told of one with another id, so that two are there."""
    answers = iter(
        [an_area(name="第01网格", kind="base", version=7), an_area(id=CASE, kind="base", version=4)] * 9
    )
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "get_area":
            services.answer("grids.get_area", next(answers))
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    return ground


def hidden_of(part: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(part)}


def test_a_merge_names_every_version_that_was_looked_at(two: Desk, services: FakeServices):
    merge_looked_at(two)
    [body] = asked(services, "preview_merge")
    assert body == {
        "sources": [{"area_id": CASE, "seen_version": 4}], "target": {"area_id": AREA, "seen_version": 7},
    }  # fmt: skip
    assert asked(services, "merge_areas") == []


def test_a_merge_may_found_a_new_area(two: Desk, services: FakeServices):
    merge_looked_at(two, name="联合网格")
    [body] = asked(services, "preview_merge")
    assert [each["area_id"] for each in body["sources"]] == [AREA, CASE]
    assert (body["founded"]["name"], body["founded"]["kind"]) == ("联合网格", "base")
    assert "target" not in body


def test_a_merge_of_what_does_not_belong_together_is_refused_beside_it(two: Desk, services: FakeServices):
    wrong = {"field": "sources", "code": "MergeOfDifferentKinds", "values": {}, "detail": "类别不同"}
    services.refuse("grids.preview_merge", "invalid", "MergeOfDifferentKinds", fields=[wrong])
    told = merge_looked_at(two)
    assert told.status_code == 422
    assert 'id="sources-wrong">类别不同<' in told.text


def test_what_comes_in_is_not_called_what_there_is_afterwards(ground: Desk):
    looked = split_looked_at(ground).text
    assert "将划入各区域的数量，原有和保留的不计" in looked
    assert "执行后的区域" not in looked


def test_what_was_typed_of_a_split_survives_another_language(ground: Desk):
    looked = split_looked_at(ground, document_number="成府发〔2026〕7号", effective_on="2026-03-05")
    again = ground.get(hidden(looked, "/console/language")["back"]).text
    for typed in ('name="name.0" value="第18网格"', 'value="成府发〔2026〕7号"', 'value="2026-03-05"'):
        assert typed in again


def test_what_was_typed_of_a_merge_survives_another_source(two: Desk, services: FakeServices):
    form = hidden(two.get(f"{MERGE}?source={CASE}"), MERGE)
    typed = {"name": "联合网格", "document_number": "成府发〔2026〕7号"}
    added = two.post(MERGE, form | typed | {"add": PERSON}).headers["Location"]
    assert f"source={CASE}&source={PERSON}" in added
    again = two.get(added).text
    assert 'name="name" value="联合网格"' in again
    assert 'value="成府发〔2026〕7号"' in again
    left = two.post(MERGE, form | typed | {"leave_out": CASE}).headers["Location"]
    assert "source=" not in left
    assert "name=" in left
    assert asked(services, "preview_merge") == []


MANY = [f"{CASE[:-4]}9{number:03}" for number in range(90)]
"""More than an address holds."""


@pytest.fixture
def many(ground: Desk, services: FakeServices) -> Desk:
    """Each area is told of by its own id."""
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Any:
        if method == "get_area":
            services.answer("grids.get_area", an_area(id=body["area_id"], kind="base"))
        return told(service, method, body, **context)

    services.call = call  # type: ignore[method-assign]
    return ground


def many_chosen(desk: Desk) -> dict[str, Any]:
    form = hidden(desk.get(f"{MERGE}?source={CASE}"), MERGE)
    return form | {"source": MANY, "name": "联合网格", "document_number": "成府发〔2026〕7号"}


def test_an_area_is_added_to_more_than_an_address_holds(many: Desk):
    told = many.post(MERGE, many_chosen(many) | {"add": PERSON})
    assert told.status_code == 200
    assert re.findall(r'name="source" value="([^"]+)"', told.text.partition("<main")[2]) == [*MANY, PERSON]
    assert 'name="name" value="联合网格"' in told.text
    assert 'value="成府发〔2026〕7号"' in told.text
    left = many.post(MERGE, many_chosen(many) | {"leave_out": MANY[5]}).text
    assert re.findall(r'name="source" value="([^"]+)"', left.partition("<main")[2]) == [*MANY[:5], *MANY[6:]]


def test_more_than_an_address_holds_is_had_in_another_language_too(many: Desk, services: FakeServices):
    told = many.post(MERGE, many_chosen(many) | {"add": PERSON})
    for language, said in (("en", "Add"), ("zh_CN", "添加")):
        switch = told.text.partition("<main")[0]
        assert 'action="/console/language"' not in switch
        sources = re.findall(r'name="source" value="([^"]+)"', switch)
        told = many.post(MERGE, hidden_of(switch) | {"source": sources, "language": language})
        assert said in told.text
        assert sources == re.findall(r'name="source" value="([^"]+)"', told.text.partition("<main")[2])
        assert 'name="name" value="联合网格"' in told.text
    assert "linli_language=zh_CN" in told.headers["Set-Cookie"]
    assert asked(services, "preview_merge") == asked(services, "merge_areas") == []


def test_whoever_runs_no_script_is_told_that_more_are_chosen_than_an_address_holds(
    many: Desk, services: FakeServices
):
    services.answer("grids.search_areas", {"items": [an_area(id=PERSON)], "next": None})
    told = many.post(MERGE, many_chosen(many) | {"add": PERSON}).text
    assert "<noscript><p" in told
    assert 'name="to"' not in told
    found = many.get("/console/choose/area?pick=merge&name_prefix=x").text
    assert "先合并已选的" in found
    assert PERSON not in found
    few = many.get(f"{MERGE}?source={CASE}").text
    assert "<noscript>" not in few
    assert 'name="to"' in few


def test_an_area_is_added_by_the_form_that_holds_what_was_typed(ground: Desk, services: FakeServices):
    services.answer("grids.search_areas", {"items": [an_area(id=PERSON)], "next": None})
    path = "/console/choose/area?pick=merge&to=/console/areas&name_prefix=x"
    assert f'form="merge" name="add" value="{PERSON}"' in ground.get(path, HX_Request="true").text
    assert 'form="merge"' not in ground.get(path).text
