"""Hours that are none, and how often what was said is looked at."""

from datetime import date

import pytest

from services.grids.places.domain.errors import ExceptionTwice, HoursEmpty, HoursOverlap
from services.grids.places.domain.hours import DayOtherwise, Hours, WeekdaySpan
from services.grids.places.store.tables import hours_of
from tests.grids.places.clocks import THURSDAY, span


def test_two_spans_of_a_day_may_touch_and_not_overlap():
    touching = (WeekdaySpan(1, span("09:00", "12:00")), WeekdaySpan(1, span("12:00", "17:00")))
    Hours.of(touching, ())
    for clash in (span("11:59", "13:00"), span("08:00", "18:00"), span("08:00", "09:01")):
        with pytest.raises(HoursOverlap):
            Hours.of((WeekdaySpan(1, span("09:00", "12:00")), WeekdaySpan(1, clash)), ())
    with pytest.raises(HoursOverlap):
        Hours.of((), (DayOtherwise(THURSDAY, (span("09:00", "12:00"), span("11:00", "13:00"))),))


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("09:00", "09:00"), ("00:00", "00:00"), ("24:00", "24:00"), ("24:00", "00:00")],
)
def test_hours_that_end_when_they_begin_are_none(opens, closes):
    with pytest.raises(HoursEmpty):
        span(opens, closes)


def test_a_day_is_otherwise_once():
    with pytest.raises(ExceptionTwice):
        Hours.of((), (DayOtherwise(THURSDAY), DayOtherwise(THURSDAY)))


def test_hours_overlap_over_midnight_too():
    night = WeekdaySpan(7, span("22:00", "02:00"))
    with pytest.raises(HoursOverlap):
        Hours.of((night, WeekdaySpan(1, span("01:00", "03:00"))), ())
    assert Hours.of((night, WeekdaySpan(1, span("02:00", "03:00"))), ()).weekly
    eve = DayOtherwise(date(2026, 2, 16), (span("20:00", "01:00"),))
    with pytest.raises(HoursOverlap):
        Hours.of((), (DayOtherwise(date(2026, 2, 17), (span("00:30", "09:00"),)), eve))
    assert Hours.of((), (DayOtherwise(date(2026, 2, 17), (span("01:00", "09:00"),)), eve)).exceptions


class ComparedDay(date):
    """One that counts how often it is compared."""

    times = 0

    def __eq__(self, other: object) -> bool:
        ComparedDay.times += 1
        return super().__eq__(other)

    __hash__ = date.__hash__


def test_two_hundred_days_are_looked_at_once_each_and_what_is_kept_not_again():
    days = tuple(DayOtherwise(ComparedDay.fromordinal(THURSDAY.toordinal() + n)) for n in range(200))
    hours = Hours.of((), days)
    assert ComparedDay.times < 2000  # each with each would be 40,000
    assert hours_of({"weekly": [], "otherwise": [], "follows_calendar": True}) == Hours()
    twice = [[THURSDAY.isoformat(), []]] * 2
    kept = hours_of({"weekly": [[1, 0, 60], [1, 30, 90]], "otherwise": twice, "follows_calendar": False})
    assert (len(hours.exceptions), len(kept.exceptions), len(kept.weekly)) == (200, 2, 2)
