"""An area comes to an end: what would go to whom is looked at first, and what was looked at is done."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, PERSON, Desk, an_area, hidden

PAGE = f"/console/areas/{AREA}"
END = f"{PAGE}/abolish"
SUCCEEDED = f"{END}?successor_id={AREA}"
"""Whoever asks for an area is told of one and the same."""
FORESEEN: dict[str, Any] = {
    "kind": "abolished", "effective_on": "2026-03-05", "ended_ids": [AREA], "posts": 2,
    "posts_go_on": 31, "posts_end": 37, "codes": 1, "cases_reassigned": 41,
    "shape": "joined", "without_shape": [],
    "households": 390, "residents": 1021,
    "parts": [
        {"area_id": AREA, "name": "第02网格", "child_areas": 3, "dwellings": 400, "buildings": 9,
         "groupings": 43, "open_cases": 5, "places": 2, "organisations": 61,
         "households": 390, "residents": 1021},
    ],
}  # fmt: skip
DONE = {
    "number": 1, "kind": "abolished", "effective_on": "2026-03-05", "ended_ids": [AREA], "areas": [],
}  # fmt: skip


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(name="第01网格", kind="base", version=7))
    services.answer("grids.preview_abolition", FORESEEN)
    services.answer("members.foresee_people", FORESEEN)
    services.answer("grids.abolish_area", DONE)
    return desk.sign_in()


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def test_first_it_is_said_who_succeeds_or_that_nobody_does(ground: Desk, services: FakeServices):
    page = ground.get(END).text
    assert f'name="to" value="{END}?successor_id="' in page
    assert f'href="{END}?nobody=yes"' in page
    assert f'method="post" action="{END}"' not in page
    assert asked(services, "preview_abolition") == []


def test_an_end_is_looked_at_with_its_counts_before_it_is_done(ground: Desk, services: FakeServices):
    looked = ground.get(SUCCEEDED).text
    assert "现在还没有改变任何数据" in looked
    for figure in ("400", "9", "43", "390", "1021", "5", "2"):
        assert f'class="number">{figure}</td>' in looked
    said = {"将结束的任职": 37, "由承继区域续任的任职": 31, "将换人办理或待派单的说事": 41}
    assert all(f'<dt>{name}</dt><dd class="number">{count}</dd>' in looked for name, count in said.items())
    assert asked(services, "abolish_area") == []


def test_the_end_that_was_looked_at_is_the_one_that_is_done(ground: Desk, services: FakeServices):
    done = ground.post(END, hidden(ground.get(SUCCEEDED), END) | {"document_number": "成府发〔2026〕7号"})
    [foreseen], [body] = asked(services, "preview_abolition"), asked(services, "abolish_area")
    assert body == foreseen | {"document_number": "成府发〔2026〕7号"}
    assert body["successor"] == {"area_id": AREA, "seen_version": 7}
    assert done.headers["Location"] == f"/console/areas?done=abolished&of={AREA}"


def test_after_an_end_without_a_successor_the_parent_is_shown(ground: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(parent_id=PERSON, version=7))
    done = ground.post(END, hidden(ground.get(f"{END}?nobody=yes"), END))
    assert "successor" not in asked(services, "abolish_area")[0]
    assert done.headers["Location"] == f"/console/areas/{PERSON}?done=abolished&of={AREA}"


def test_what_is_not_empty_is_refused_beside_the_successor(ground: Desk, services: FakeServices):
    wrong = {"field": "successor", "code": "AreaNotEmpty", "values": {}, "detail": "还有 400 户"}
    services.refuse("grids.preview_abolition", "conflict", "AreaNotEmpty", fields=[wrong])
    told = ground.get(f"{END}?nobody=yes")
    assert told.status_code == 409
    assert 'id="successor-wrong">还有 400 户<' in told.text
    assert "确认撤销" not in told.text


def test_a_day_that_is_refused_is_said_beside_it_and_stays(ground: Desk, services: FakeServices):
    wrong = {"field": "effective_on", "code": "EffectiveInFuture", "values": {}, "detail": "还没到"}
    form = hidden(ground.get(SUCCEEDED), END) | {"effective_on": "2026-09-01"}
    services.refuse("grids.preview_abolition", "invalid", "EffectiveInFuture", fields=[wrong])
    told = ground.get(ground.post(END, form).headers["Location"])
    assert asked(services, "abolish_area") == []
    assert asked(services, "preview_abolition")[-1]["effective_on"] == "2026-09-01"
    assert told.status_code == 422
    assert 'id="effective-wrong">还没到<' in told.text
    assert 'value="2026-09-01"' in told.text


def test_what_the_figures_count_is_said_above_them_and_not_within(ground: Desk):
    looked = ground.get(SUCCEEDED).text
    assert "<caption" not in looked
    assert looked.index('id="comes-in">') < looked.index('aria-describedby="comes-in">')


@pytest.mark.parametrize(
    ("shape", "without", "said"),
    [
        ("joined", [], "合并为一个边界"),
        ("too_large", [], "主区域保持原有边界"),
        ("stays", [AREA], "没有边界"),
    ],
)
def test_what_becomes_of_the_outlines_and_organisations_is_shown(
    ground: Desk, services: FakeServices, shape: str, without: list[str], said: str
):
    services.answer("members.foresee_people", FORESEEN | {"shape": shape, "without_shape": without})
    page = ground.get(SUCCEEDED).text
    assert said in page
    assert ("<dt>没有边界</dt>" in page) == bool(without)
    assert 'data-label="组织" class="number">61<' in page
