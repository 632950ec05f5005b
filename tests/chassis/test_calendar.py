"""Due dates by the State Council's arrangement, and provisional beyond it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.calendar import DayUnknown, DueDate, WorkingCalendar

CALENDAR = WorkingCalendar.load()
KNOWN = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("accepted", "n", "due"),
    [
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 2, "2026-02-25"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-29", 3, "2026-10-09"),
        ("2026-09-30", 7, "2026-10-15"),
    ],
)
def test_a_due_date_passes_over_holidays_and_counts_make_up_days(accepted: str, n: int, due: str) -> None:
    assert CALENDAR.after(day(accepted), n) == DueDate(day(due), provisional=False)


def test_a_due_date_is_certain_up_to_the_last_day_that_is_known() -> None:
    assert CALENDAR.after(day("2026-12-28"), 3) == DueDate(day("2026-12-31"), provisional=False)
    assert CALENDAR.after(day("2026-12-28"), 4).provisional
    assert CALENDAR.after(day("2026-12-28"), 5).provisional


def test_a_due_date_that_starts_before_the_first_known_day_is_provisional() -> None:
    assert CALENDAR.after(day("2023-12-27"), 2).provisional
    assert not CALENDAR.after(day("2023-12-31"), 1).provisional


@pytest.mark.parametrize("unknown", ["2023-12-31", "2027-01-01"])
def test_a_day_beyond_the_file_is_unknown_and_not_guessed(unknown: str) -> None:
    with pytest.raises(DayUnknown):
        CALENDAR.is_working_day(day(unknown))
    with pytest.raises(DayUnknown):
        CALENDAR.announced(day(unknown))


@pytest.mark.parametrize(
    "sunday_or_saturday",
    ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
)
def test_the_make_up_days_of_2026_are_working_days(sunday_or_saturday: str) -> None:
    assert day(sunday_or_saturday).weekday() >= 5
    assert CALENDAR.is_working_day(day(sunday_or_saturday))


@pytest.mark.parametrize(
    ("text", "works"),
    [("2026-10-08", True), ("2026-10-07", False), ("2026-03-07", False), ("2026-03-09", True)],
)
def test_other_days_are_what_the_file_or_else_their_weekday_says(text: str, works: bool) -> None:
    assert CALENDAR.is_working_day(day(text)) is works


@pytest.mark.parametrize(
    ("text", "listed"),
    [("2026-10-03", False), ("2026-10-10", True), ("2026-10-08", None), ("2026-10-17", None)],
)
def test_a_holiday_at_a_weekend_is_another_thing_than_a_weekend(text: str, listed: bool | None) -> None:
    assert CALENDAR.announced(day(text)) is listed


def test_the_last_known_day_is_the_end_of_the_last_announced_year() -> None:
    assert CALENDAR.horizon == day("2026-12-31")


def test_no_days_on_is_the_day_itself() -> None:
    assert CALENDAR.after(day("2026-10-01"), 0) == DueDate(day("2026-10-01"), provisional=False)


def test_a_due_date_never_lies_behind() -> None:
    with pytest.raises(ValueError, match="lies ahead"):
        CALENDAR.after(day("2026-10-01"), -1)


@settings(deadline=None)
@given(start=KNOWN, n=st.integers(1, 60))
def test_a_certain_due_date_is_a_working_day_with_n_working_days_up_to_it(start: date, n: int) -> None:
    due = CALENDAR.after(start, n)
    if not due.provisional:
        span = [start + timedelta(days=step) for step in range(1, (due.date - start).days + 1)]
        assert CALENDAR.is_working_day(due.date)
        assert sum(map(CALENDAR.is_working_day, span)) == n


@settings(deadline=None)
@given(start=KNOWN, n=st.integers(0, 400), more=st.integers(1, 400))
def test_more_days_are_never_due_earlier_nor_more_certain(start: date, n: int, more: int) -> None:
    sooner, later = CALENDAR.after(start, n), CALENDAR.after(start, n + more)
    assert sooner.date < later.date
    assert later.provisional or not sooner.provisional


@pytest.mark.parametrize("row", ["2026-01-01,yes,x", "2026-13-01,1,x", "2026-01-01,1,x\n2026-01-01,0,x"])
def test_a_file_that_is_not_right_is_refused_whole(tmp_path: Path, row: str) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text(f"date,is_workday,holiday_name\n{row}\n")
    with pytest.raises(ValueError, match=r"2026|month"):
        WorkingCalendar.load(file)
