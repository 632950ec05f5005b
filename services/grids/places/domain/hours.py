"""When a place is open (开放时间): spans of weekdays, and days that are otherwise.

Minutes are of the day in Asia/Shanghai; a span that goes on after midnight ends beyond 1440. It holds from
its first minute to before its last.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from services.grids.places.domain.errors import ExceptionTwice, HoursEmpty, HoursOverlap

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = 1440
ONE_DAY = timedelta(days=1)
MONDAY, SUNDAY = 1, 7


class DayKind(Enum):
    """What a year's arrangement says of a day; one that it does not list is plain."""

    HOLIDAY = "holiday"
    MADE_UP = "made_up"
    PLAIN = "plain"


LIKE = {DayKind.HOLIDAY: SUNDAY, DayKind.MADE_UP: MONDAY}


class WorkingDays(Protocol):
    def kind_of(self, day: date) -> DayKind | None:
        """With 调休; None for a day whose year is not announced yet."""


@dataclass(frozen=True)
class Span:
    opens: int
    closes: int

    @classmethod
    def of(cls, opens: int, closes: int, *, field: str = "hours") -> "Span":
        """By the clock: what closes before it opens goes on after midnight. Raises HoursEmpty, of a field."""
        if opens % DAY == closes % DAY and closes - opens != DAY:
            raise HoursEmpty(opens=clock_of(opens)).at(field)
        return cls(opens, closes if closes > opens else closes + DAY)

    def holds(self, minute: int) -> bool:
        return self.opens <= minute < self.closes


@dataclass(frozen=True)
class WeekdaySpan:
    """1 is Monday, 7 is Sunday."""

    weekday: int
    span: Span


@dataclass(frozen=True)
class DayOtherwise:
    """A day with hours of its own; without any it is closed."""

    day: date
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Hours:
    """`follows_calendar`: a public holiday is like a Sunday, a made-up working day (调休) like a Monday.

    What is said is looked at by `of`; what is kept has been, and is not looked at again.
    """

    weekly: tuple[WeekdaySpan, ...] = ()
    exceptions: tuple[DayOtherwise, ...] = ()
    follows_calendar: bool = True

    @classmethod
    def of(
        cls, weekly: Sequence[WeekdaySpan], exceptions: Sequence[DayOtherwise], follows_calendar: bool = True
    ) -> "Hours":
        """Raises HoursOverlap or ExceptionTwice."""
        of_weekday = {
            weekday: [each.span for each in weekly if each.weekday == weekday]
            for weekday in range(MONDAY, SUNDAY + 1)
        }
        for weekday, spans in of_weekday.items():
            night = _after_midnight(of_weekday[weekday - 1 or SUNDAY])
            _refuse_overlap([*night, *spans], str(weekday), "hours")
        for day, times in Counter(each.day for each in exceptions).items():
            if times > 1:
                raise ExceptionTwice(day=day)
        of_day = {each.day: each.spans for each in exceptions}
        for day, spans_then in of_day.items():
            night = _after_midnight(of_day.get(day - ONE_DAY, ()))
            _refuse_overlap([*night, *spans_then], day.isoformat(), "exceptions")
        return cls(tuple(weekly), tuple(exceptions), follows_calendar)

    def are_open(self, moment: datetime, working: WorkingDays) -> bool:
        day, minute = at(moment)
        return _any(self._spans(day, working), minute) or _any(
            self._spans(day - ONE_DAY, working), minute + DAY
        )

    def _spans(self, day: date, working: WorkingDays) -> Iterable[Span]:
        otherwise = next((each for each in self.exceptions if each.day == day), None)
        if otherwise is not None:
            return otherwise.spans
        weekday = weekday_like(day, working) if self.follows_calendar else day.isoweekday()
        return (each.span for each in self.weekly if each.weekday == weekday)


def weekday_like(day: date, working: WorkingDays) -> int:
    """A holiday is like a Sunday, a Saturday's too; a day not announced yet like its own weekday."""
    kind = working.kind_of(day)
    return day.isoweekday() if kind is None else LIKE.get(kind, day.isoweekday())


def is_announced(moment: datetime, working: WorkingDays) -> bool:
    return working.kind_of(day_of(moment)) is not None


def days_about(moment: datetime) -> tuple[date, date]:
    """Whose spans may hold then: its own day, and the one before, whose night goes on into it."""
    return day_of(moment), day_of(moment) - ONE_DAY


def day_of(moment: datetime) -> date:
    return at(moment)[0]


def at(moment: datetime) -> tuple[date, int]:
    """The day and its minute in Asia/Shanghai."""
    there = moment.astimezone(SHANGHAI)
    return there.date(), there.hour * 60 + there.minute


def clock_of(minute: int) -> str:
    """As on a clock; midnight at the end of a day is 24:00."""
    shown = minute if minute <= DAY else minute - DAY
    return f"{shown // 60:02d}:{shown % 60:02d}"


def _any(spans: Iterable[Span], minute: int) -> bool:
    return any(each.holds(minute) for each in spans)


def _after_midnight(spans: Iterable[Span]) -> list[Span]:
    """What of a day's spans goes on into the next, in the minutes of that one."""
    return [Span(0, span.closes - DAY) for span in spans if span.closes > DAY]


def _refuse_overlap(spans: Sequence[Span], day: str, field: str) -> None:
    ordered = sorted(spans, key=lambda span: span.opens)
    for one, following in pairwise(ordered):
        if following.opens < one.closes:
            raise HoursOverlap(day=day).at(field)
