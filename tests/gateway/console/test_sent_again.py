"""What may have been done to several areas is sent again as it was, with every version that was seen."""

from typing import Any

import pytest

from services.chassis.errors import DeadlinePassed
from tests.gateway.builders import FakeServices, Reply
from tests.gateway.console.desk import AREA, CASE, Desk, an_area, hidden

PAGE = f"/console/areas/{AREA}"
MERGE, END = f"{PAGE}/merge", f"{PAGE}/abolish"
FORESEEN: dict[str, Any] = {
    "kind": "merged", "effective_on": "2026-03-05", "ended_ids": [], "posts": 0, "codes": 0, "parts": [],
    "posts_go_on": 0, "posts_end": 0, "cases_reassigned": 0,
    "shape": "stays", "without_shape": [],
}  # fmt: skip
DONE = {"number": 1, "kind": "merged", "effective_on": "2026-03-05", "ended_ids": [], "areas": [an_area()]}


@pytest.fixture
def versions() -> dict[str, int]:
    return {AREA: 7, CASE: 4}


@pytest.fixture
def ground(
    desk: Desk, services: FakeServices, versions: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """Each of two areas is told of by its own id and version."""
    told = services.call

    def call(service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        reply = told(service, method, body, **context)
        if method != "get_area":
            return reply
        area_id = body["area_id"]
        return Reply(an_area(id=area_id, name="第01网格", kind="base", version=versions[area_id]))

    monkeypatch.setattr(services, "call", call)
    for rpc in ("grids.preview_merge", "grids.preview_abolition", "members.foresee_people"):
        services.answer(rpc, FORESEEN)
    return desk.sign_in()


def sent(services: FakeServices, rpc: str) -> list[tuple[str, dict[str, Any]]]:
    """Key and body of each."""
    return [(call.context["key"], call.body) for call in services.calls if call.rpc == f"grids.{rpc}"]


def test_a_merge_that_may_be_done_is_sent_again_with_its_key_and_every_version(
    ground: Desk, services: FakeServices, versions: dict[str, int]
):
    looked = ground.post(MERGE, hidden(ground.get(f"{MERGE}?source={CASE}"), MERGE) | {"do": "look"})
    services.fail("grids.merge_areas", DeadlinePassed())
    versions |= {AREA: 8, CASE: 5}
    told = ground.post(MERGE, hidden(looked, MERGE) | {"do": "merge"})
    assert told.status_code == 504
    assert 'name="do" value="merge"' in told.text
    services.answer("grids.merge_areas", DONE)
    ground.post(MERGE, hidden(told, MERGE) | {"do": "merge"})
    first, again = sent(services, "merge_areas")
    assert first == again
    assert again[1]["sources"] == [{"area_id": CASE, "seen_version": 4}]


def test_a_merge_that_was_refused_stands_on_what_is_there_now(
    ground: Desk, services: FakeServices, versions: dict[str, int]
):
    form = hidden(ground.get(f"{MERGE}?source={CASE}"), MERGE)
    versions |= {AREA: 8, CASE: 5}
    services.refuse("grids.preview_merge", "stale", "StaleVersion", values={"current_version": 8})
    told = ground.post(MERGE, form | {"do": "look"})
    again = hidden(told, MERGE)
    assert (again["seen"], again[f"version.{CASE}"]) == ("8", "5")
    assert again["key"] != form["key"]
    assert 'name="do" value="merge"' not in told.text


@pytest.mark.parametrize("wrong", ["x", "", "9" * 5000])
def test_versions_that_no_page_named_are_refused_like_old_ones(
    ground: Desk, services: FakeServices, wrong: str
):
    form = hidden(ground.get(f"{MERGE}?source={CASE}"), MERGE)
    ground.post(MERGE, form | {"do": "look", "seen": wrong, f"version.{CASE}": wrong})
    [(_, body)] = sent(services, "preview_merge")
    assert body["target"]["seen_version"] == body["sources"][0]["seen_version"] == 0


def test_an_end_that_may_be_done_names_the_successor_s_version_again(
    ground: Desk, services: FakeServices, versions: dict[str, int]
):
    form = hidden(ground.get(f"{END}?successor_id={CASE}"), END)
    services.fail("grids.abolish_area", DeadlinePassed())
    versions |= {CASE: 5}
    told = ground.post(END, form | {"do": "end"})
    ground.post(END, hidden(told, END) | {"do": "end"})
    first, again = sent(services, "abolish_area")
    assert first == again
    assert again[1]["successor"] == {"area_id": CASE, "seen_version": 4}
