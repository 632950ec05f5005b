"""An operator sees which services answer, and tries an event again that was set aside."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import expect

from services.chassis.ids import new_id
from tests.browser.conftest import Open
from tests.house import House

WHY = "OperationalError: the disk was full"
NOW = "2026-11-01T08:00:00+00:00"


def set_aside(house: House) -> str:
    """An event of grids that notify gave up; its id. Nothing is wrong with it any more."""
    folder = Path(house.settings["data_dir"])
    with closing(sqlite3.connect(folder / "grids.db", timeout=10)) as grids:
        [body] = grids.execute("SELECT body FROM outbox WHERE type LIKE '%AreasChanged%'").fetchone()
    envelope = json.loads(body) | {"id": new_id()}
    row = (envelope["district"], "areas", envelope["id"], "dead", 6, WHY, json.dumps(envelope), NOW)
    with closing(sqlite3.connect(folder / "notify.db", timeout=10)) as notify, notify:
        notify.execute(
            "INSERT INTO inbox (district, handler, event_id, state, failures, error, envelope, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    return str(envelope["id"])


def test_a_dead_event_is_seen_with_its_reason_and_replayed(readers: Open, sample: House):
    event_id = set_aside(sample)
    page = readers("operator").page
    page.goto("/console/operator")
    line = page.get_by_role("row").filter(has_text=event_id)
    expect(line).to_contain_text(WHY)
    line.get_by_role("button", name="重试").click()
    expect(page.get_by_role("status")).to_contain_text("已安排重试。")
    for _ in range(20):
        page.goto("/console/operator")
        if not page.get_by_text(event_id).count():
            break
        page.wait_for_timeout(500)
    expect(page.get_by_text(event_id)).to_have_count(0)


def test_an_event_is_dropped_once_that_was_asked_again(readers: Open, sample: House):
    event_id = set_aside(sample)
    page = readers("operator").page
    page.goto("/console/operator")
    line = page.get_by_role("row").filter(has_text=event_id)
    expect(line.get_by_role("button", name="确定放弃")).to_be_hidden()
    line.get_by_text("放弃", exact=True).click()
    line.get_by_role("button", name="确定放弃").click()
    expect(page.get_by_role("status")).to_contain_text("已放弃。")
    expect(page.get_by_text(event_id)).to_have_count(0)


def test_every_service_is_said_to_answer(readers: Open):
    page = readers("operator").page
    page.goto("/console/operator")
    expect(page.locator(".services > li")).to_have_count(4)
    expect(page.locator(".services .badge").filter(has_text="正常")).to_have_count(4)
