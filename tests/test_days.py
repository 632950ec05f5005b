"""A session may see midnight pass: no test lasts over it, and none takes the day from before."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import days

KEPT = re.compile(r"^\w+(: [^=]+)? = .*\b(Clock\(\)\.|date\.)?today\(\)", re.MULTILINE)


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        (datetime(2026, 3, 5, 15, 59, 59, tzinfo=UTC), timedelta(seconds=1)),
        (datetime(2026, 3, 5, 16, 0, tzinfo=UTC), timedelta(days=1)),
        (datetime(2026, 3, 5, 4, 0, tzinfo=UTC), timedelta(hours=12)),
    ],
)
def test_a_day_ends_at_midnight_in_shanghai(moment: datetime, left: timedelta):
    assert days.until_midnight(moment) == left


@pytest.mark.parametrize(("left", "waits"), [(119, [120]), (120, [])])
def test_a_test_waits_where_it_might_end_on_another_day(
    monkeypatch: pytest.MonkeyPatch, left: int, waits: list[int]
):
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr(days, "until_midnight", lambda _: timedelta(seconds=left))
    days.a_whole_test_long()
    assert slept == waits


def test_no_module_keeps_the_day_on_which_it_was_read():
    modules = Path(__file__).parent.rglob("*.py")
    assert [str(path) for path in modules if KEPT.search(path.read_text())] == []
