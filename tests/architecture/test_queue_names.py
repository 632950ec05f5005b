"""Queue names are API: a renamed queue leaves its messages behind (docs/reliability.md, row 17)."""

import json
from pathlib import Path

from tests.architecture.source import ROOT

AGREED = Path(__file__).with_name("queue_names.txt")


def _topology() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(
        (ROOT / "services" / "chassis" / "topology.json").read_text()
    )
    return found


def test_the_queues_are_the_agreed_ones():
    assert sorted({each["queue"] for each in _topology()["queues"]}) == AGREED.read_text().split()


def test_a_queue_is_named_for_its_service_and_handler():
    assert all(each["queue"].startswith(f"events.{each['service']}.") for each in _topology()["queues"])
