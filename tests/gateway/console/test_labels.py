"""Labels are made for whatever an area has, to the last one, where a page can name it all."""

from typing import Any

import pytest

from gateway.console.views import units
from tests.gateway.builders import FakeServices, Reply
from tests.gateway.console.desk import AREA, CASE, Desk, an_area, hidden

LABELS = f"/console/areas/{AREA}/labels"


class InPages:
    """The services, of which one list comes in many pages."""

    def __init__(self, services: FakeServices, rpc: str, pages: list[list[dict[str, Any]]]) -> None:
        self._call, self._rpc, self._pages = services.call, rpc, pages

    def __call__(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        reply = self._call(service, method, body, **context)
        if f"{service}.{method}" != self._rpc:
            return reply
        at = int((body.get("after") or ["0"])[0])
        after = [str(at + 1)] if at + 1 < len(self._pages) else None
        return Reply({"items": self._pages[at], "next": after})


def made(services: FakeServices) -> list[str]:
    bodies = [call.body for call in services.calls if call.rpc == "grids.make_labels"]
    return [each["target_id"] for body in bodies for each in body["targets"]]


@pytest.fixture
def community(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.make_labels", {"items": []})
    return desk.sign_in()


def test_labels_are_made_for_grids_on_the_last_page_too(
    community: Desk, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    pages = [[an_area(active=False)] for _ in range(7)] + [[an_area(id=CASE)]]
    monkeypatch.setattr(services, "call", InPages(services, "grids.list_subtree", pages))
    done = community.post(LABELS, hidden(community.get(LABELS), LABELS) | {"what": "grids"})
    assert made(services) == [CASE]
    assert done.headers["Location"] == f"{LABELS}?done=labels_made"


def test_what_is_too_long_to_be_named_is_refused_and_none_of_it_is_made(
    community: Desk, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(units, "MOST_PAGES", 2)
    pages = [[an_area(id=CASE)] for _ in range(3)]
    monkeypatch.setattr(services, "call", InPages(services, "grids.list_subtree", pages))
    told = community.post(LABELS, hidden(community.get(LABELS), LABELS) | {"what": "grids"})
    assert told.status_code == 422
    assert "内容超过 400 项" in told.text
    assert made(services) == []


def test_above_a_community_labels_are_listed_and_not_made(community: Desk, services: FakeServices):
    form = hidden(community.get(LABELS), LABELS)
    services.answer("grids.get_area", an_area(kind="street"))
    page = community.get(LABELS).text
    assert f'action="{LABELS}"' not in page
    assert "请在各社区或其下网格的页面生成二维码" in page
    services.answer("grids.list_subtree", {"items": [an_area(id=CASE)], "next": None})
    told = community.post(LABELS, form | {"what": "grids"})
    assert told.headers["Location"] == f"{LABELS}?done=no_labels"
    assert made(services) == []
