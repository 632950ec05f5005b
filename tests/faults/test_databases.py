"""What the databases tell of a handler that applied an event again, whatever came of it."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from deploy.linli.services import SERVICES
from tests.faults.databases import applied_again


@pytest.fixture
def house(tmp_path: Path) -> Any:
    for service in SERVICES:
        with sqlite3.connect(tmp_path / f"{service}.db") as file:
            file.execute("CREATE TABLE inbox (handler, event_id, state)")
            file.execute("CREATE TABLE audit (action)")
    return SimpleNamespace(profile="embedded", settings={"data_dir": tmp_path})


def happened(house: Any, *, audited: int, handled: int, state: str = "done") -> None:
    with sqlite3.connect(house.settings["data_dir"] / "notify.db") as file:
        file.executemany("INSERT INTO audit VALUES (?)", [("tell_closing",)] * audited)
        rows = [("tell_closing", f"event-{number}", state) for number in range(handled)]
        file.executemany("INSERT INTO inbox VALUES (?, ?, ?)", rows)


def test_each_event_applied_once_is_none_too_many(house: Any):
    happened(house, audited=3, handled=3)
    happened(house, audited=0, handled=2, state="parked")
    assert applied_again(house) == 0


def test_an_event_that_was_applied_twice_is_seen_though_nothing_else_came_of_it(house: Any):
    happened(house, audited=4, handled=3)
    assert applied_again(house) == 1
