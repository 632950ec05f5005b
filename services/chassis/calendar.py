"""Working days with 调休 (make-up working days), for deadlines.

The State Council announces a year's arrangement late in the year before; a day beyond the years
in the file is unknown and never guessed: a due date that needs one is provisional.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FILE = Path(__file__).with_name("calendar_cn.csv")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayUnknown(LookupError):
    """A day of a year whose arrangement is not in the file."""


@dataclass(frozen=True)
class DueDate:
    """A provisional date stands until its year is announced: Monday to Friday, to sort and show by."""

    date: date
    provisional: bool


class WorkingCalendar:
    """`exceptions` are the days that the arrangement lists: holidays, at weekends too, and made-up days."""

    def __init__(self, exceptions: Mapping[date, bool]) -> None:
        self._exceptions = dict(exceptions)
        self._years = frozenset(day.year for day in self._exceptions)

    @classmethod
    def load(cls, file: Path = FILE) -> "WorkingCalendar":
        """Columns `date` and `is_workday` (1 or 0); raises ValueError for a file that is not so."""
        exceptions: dict[date, bool] = {}
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                day = date.fromisoformat(row["date"])
                if day in exceptions or row["is_workday"] not in {"0", "1"}:
                    raise ValueError(f"{file.name}: {day}")
                exceptions[day] = row["is_workday"] == "1"
        return cls(exceptions)

    @property
    def horizon(self) -> date:
        """The last day that is known."""
        return date(max(self._years), 12, 31)

    def is_working_day(self, day: date) -> bool:
        """Raises DayUnknown."""
        announced = self.announced(day)
        return _is_weekday(day) if announced is None else announced

    def announced(self, day: date) -> bool | None:
        """Whether the arrangement lists the day as working, or as a holiday; None for one it does not list.

        Raises DayUnknown.
        """
        if day.year not in self._years:
            raise DayUnknown(day.isoformat())
        return self._exceptions.get(day)

    def after(self, day: date, n: int) -> DueDate:
        """The nth working day after `day`, which itself does not count; `day` for 0."""
        if n < 0:
            raise ValueError("a due date lies ahead")
        provisional = False
        while n:
            day += ONE_DAY
            try:
                is_working = self.is_working_day(day)
            except DayUnknown:
                provisional, is_working = True, _is_weekday(day)
            n -= is_working
        return DueDate(day, provisional)


def _is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY
