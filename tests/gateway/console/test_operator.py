"""The operator's page: every service, and the queues that need somebody first."""

import re
from typing import Any

import pytest

from gateway.contracts import SERVICES
from services.chassis.errors import ServiceUnavailable
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import Desk

NAMES = sorted(file.parent.name for file in SERVICES.glob("*/contract.json"))
CARD = re.compile(r"<strong>([^<]+)</strong> <span class=\"badge[^>]*>([^<]+)<")
QUEUE = re.compile(r'<td data-label="队列">([^<]+)</td>')


def status(service: str, **depths: int) -> dict[str, Any]:
    """A service that tells of these queues, by the part of their names behind the last dot."""
    queues = [
        {"name": f"events.{service}.{name}", "depth": depth, "oldest_seconds": 0}
        for name, depth in depths.items()
    ]
    shared = {"name": "linli.dead-letters", "depth": 0, "oldest_seconds": 0}
    return {"service": service, "is_ready": True, "troubles": [], "queues": [*queues, shared]}


@pytest.fixture
def page(desk: Desk, services: FakeServices) -> Desk:
    for name in NAMES:
        services.answer(f"{name}.list_set_aside", {"items": [], "next": None})
        services.answer(f"{name}.list_jobs", {"items": [], "next": None})
        services.answer(f"{name}.get_status", status(name))
    return desk.sign_in("system_administrator")


def test_every_service_is_there_whether_it_hears_events_or_not(page: Desk):
    shown = CARD.findall(page.get("/console/operator").text)
    assert shown == [("关爱", "正常"), ("网格", "正常"), ("人口", "正常"), ("通知", "正常")]


@pytest.mark.parametrize("name", NAMES)
def test_a_service_that_does_not_answer_is_said_to_be_away(page: Desk, services: FakeServices, name: str):
    for method in ("list_set_aside", "list_jobs"):
        services.fail(f"{name}.{method}", ServiceUnavailable(service=name))
    shown = [state for _, state in CARD.findall(page.get("/console/operator").text)]
    assert [place for place, state in enumerate(shown) if state == "没有应答"] == [NAMES.index(name)]


def test_the_fullest_queue_is_first_and_one_that_all_tell_of_is_there_once(
    page: Desk, services: FakeServices
):
    services.answer("notify.get_status", status("notify", areas=2, staff=7))
    shown = QUEUE.findall(page.get("/console/operator").text)
    assert shown == ["events.notify.staff", "events.notify.areas", "linli.dead-letters"]
