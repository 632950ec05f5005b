"""When a place is open: both sides of each boundary, nights, days that are otherwise, and 调休."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.grids.places.domain.duty import Duty
from services.grids.places.domain.hours import (
    SHANGHAI,
    DayKind,
    DayOtherwise,
    Hours,
    Span,
    WeekdaySpan,
    clock_of,
    is_announced,
    weekday_like,
)
from tests.grids.places.clocks import THURSDAY, WORKING, span, there, weekly

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [("08:59:59", False), ("09:00:00", True), ("16:59:59", True), ("17:00:00", False)],
)
def test_it_is_open_from_its_first_minute_to_before_its_last(clock, is_open):
    assert weekly(4).are_open(there(THURSDAY, clock), WORKING) is is_open


@pytest.mark.parametrize(
    ("day", "clock", "is_open"),
    [
        (4, "21:59:59", False), (4, "22:00:00", True), (4, "23:59:59", True),
        (5, "00:00:00", True), (5, "01:59:59", True), (5, "02:00:00", False), (5, "22:30:00", False),
        (4, "01:00:00", False),
    ],
)  # fmt: skip
def test_a_night_goes_on_into_the_next_day(day, clock, is_open):
    night = weekly(4, opens="22:00", closes="02:00")
    assert night.are_open(there(THURSDAY + timedelta(days=day - 4), clock), WORKING) is is_open


@pytest.mark.parametrize("clock", ["00:00:00", "12:00:00", "23:59:59"])
def test_the_whole_day_has_no_gap(clock):
    assert weekly(4, opens="00:00", closes="24:00").are_open(there(THURSDAY, clock), WORKING)
    assert not weekly(3, opens="00:00", closes="24:00").are_open(there(THURSDAY, clock), WORKING)


@pytest.mark.parametrize(
    ("day", "follows", "does_not"),
    [
        (date(2026, 2, 14), True, False),  # a Saturday that is made up
        (date(2026, 2, 17), False, True),  # Spring Festival, a Tuesday
        (date(2026, 3, 7), False, False),  # a plain Saturday
        (date(2026, 3, 5), True, True),
    ],
)
def test_a_place_follows_the_working_day_calendar_or_does_not(day, follows, does_not):
    noon, working_week = there(day, "12:00"), range(1, 6)
    assert weekly(*working_week).are_open(noon, WORKING) is follows
    assert weekly(*working_week, follows_calendar=False).are_open(noon, WORKING) is does_not


def test_a_holiday_is_like_a_sunday_for_who_follows():
    assert weekly(7).are_open(there(date(2026, 2, 17), "12:00"), WORKING)


@pytest.mark.parametrize(
    ("day", "kind", "weekday"),
    [
        (date(2026, 9, 26), DayKind.HOLIDAY, 7),  # the Saturday after Mid-autumn
        (date(2026, 10, 3), DayKind.HOLIDAY, 7),  # a Saturday of National Day
        (date(2026, 10, 4), DayKind.HOLIDAY, 7),
        (date(2026, 10, 5), DayKind.HOLIDAY, 7),
        (date(2026, 10, 8), DayKind.PLAIN, 4),
        (date(2026, 10, 10), DayKind.MADE_UP, 1),
        (date(2026, 9, 20), DayKind.MADE_UP, 1),  # a Sunday
        (date(2026, 10, 17), DayKind.PLAIN, 6),
        (date(2026, 10, 18), DayKind.PLAIN, 7),
        (date(2027, 1, 2), None, 6),
    ],
)
def test_a_holiday_is_like_a_sunday_whatever_its_weekday(day, kind, weekday):
    assert (WORKING.kind_of(day), weekday_like(day, WORKING)) == (kind, weekday)
    from_monday_to_saturday, noon = weekly(*range(1, 7)), there(day, "12:00")
    assert from_monday_to_saturday.are_open(noon, WORKING) is (weekday != 7)
    on_sundays = Duty("nurse", (7,), span("09:00", "17:00"))
    assert on_sundays.holds_at(noon, WORKING) is (weekday == 7)


def test_a_saturdays_night_that_a_holiday_takes_does_not_go_on_into_its_sunday():
    night = weekly(6, opens="22:00", closes="02:00")
    assert not night.are_open(there(date(2026, 10, 4), "01:00"), WORKING)
    assert night.are_open(there(date(2026, 10, 18), "01:00"), WORKING)


def test_a_night_before_a_holiday_ends_in_it():
    night = weekly(1, opens="22:00", closes="02:00")
    assert night.are_open(there(date(2026, 10, 10), "23:00"), WORKING)  # made up, like a Monday
    assert night.are_open(there(date(2026, 10, 11), "01:00"), WORKING)


def test_a_day_of_a_year_that_is_not_announced_is_like_its_weekday():
    saturday = date(2027, 2, 6)
    assert weekday_like(saturday, WORKING) == 6
    assert not is_announced(there(saturday, "12:00"), WORKING)
    assert is_announced(there(date(2026, 12, 31), "23:59:59"), WORKING)
    assert not is_announced(there(date(2026, 12, 31), "23:59:59") + SECOND, WORKING)


def test_a_day_that_is_otherwise_goes_before_its_weekday_and_before_the_calendar():
    closed = DayOtherwise(THURSDAY)
    late = DayOtherwise(date(2026, 2, 17), (span("12:00", "14:00"),))
    hours = weekly(*range(1, 8), exceptions=(closed, late))
    assert not hours.are_open(there(THURSDAY, "12:00"), WORKING)
    assert hours.are_open(there(date(2026, 2, 17), "13:59"), WORKING)
    assert not hours.are_open(there(date(2026, 2, 17), "11:59"), WORKING)


def test_a_closed_day_does_not_end_the_night_before_it():
    hours = weekly(3, opens="20:00", closes="02:00", exceptions=(DayOtherwise(THURSDAY),))
    assert hours.are_open(there(THURSDAY, "01:30"), WORKING)


MINUTES = st.integers(0, 1439)
SIX = 360
"""Nights end by then, and days begin, so that no generated hours overlap."""
SPANS = (
    st.tuples(st.integers(SIX, 1439), MINUTES)
    .filter(lambda pair: pair[1] > pair[0] or pair[1] < SIX)
    .map(lambda pair: Span.of(*pair))
)
WEEKS = st.dictionaries(st.integers(1, 7), SPANS, max_size=7)
OTHERWISE = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 1, 14)), st.none() | SPANS, max_size=4)


@given(week=WEEKS, otherwise=OTHERWISE, day=st.dates(date(2026, 1, 2), date(2026, 1, 13)), minute=MINUTES)
def test_a_minute_is_open_when_a_span_of_its_day_or_of_the_night_before_has_it(week, otherwise, day, minute):
    """Against every open minute of two weeks, written out one by one."""
    hours = Hours(
        tuple(WeekdaySpan(weekday, each) for weekday, each in week.items()),
        tuple(DayOtherwise(each, (its,) if its else ()) for each, its in otherwise.items()),
        follows_calendar=False,
    )
    open_minutes = set()
    for past in (day - timedelta(days=1), day):
        its = otherwise[past] if past in otherwise else week.get(past.isoweekday())
        begins = datetime(past.year, past.month, past.day, tzinfo=SHANGHAI)
        for each in range(its.opens, its.closes) if its else ():
            open_minutes.add(begins + timedelta(minutes=each))
    moment = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)
    assert hours.are_open(moment, WORKING) is (moment in open_minutes)
    assert hours.are_open(moment + timedelta(seconds=59), WORKING) is (moment in open_minutes)


@given(week=WEEKS, moment=st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 30)))
def test_who_follows_the_calendar_is_open_as_on_the_weekday_that_the_day_is_like(week, moment):
    hours = Hours(tuple(WeekdaySpan(weekday, each) for weekday, each in week.items()))
    at = moment.replace(tzinfo=SHANGHAI)
    minute = at.hour * 60 + at.minute
    today = week.get(weekday_like(at.date(), WORKING))
    before = week.get(weekday_like(at.date() - timedelta(days=1), WORKING))
    is_open = bool((today and today.holds(minute)) or (before and before.holds(minute + 1440)))
    assert hours.are_open(at, WORKING) is is_open


@given(span=SPANS)
def test_a_span_reads_by_the_clock_as_it_was_written(span):
    assert (
        Span.of(*(int(clock[:2]) * 60 + int(clock[3:]) for clock in map(clock_of, (span.opens, span.closes))))
        == span
    )
