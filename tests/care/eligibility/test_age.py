"""Who is how old on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.care.eligibility.domain.age import birthday

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(1966, 3, 5), 60, date(2026, 3, 5)),
        (date(1966, 1, 1), 60, date(2026, 1, 1)),
        (date(1965, 12, 31), 60, date(2025, 12, 31)),
        (date(2026, 3, 5), 0, date(2026, 3, 5)),
        (date(1964, 2, 29), 60, date(2024, 2, 29)),
        (date(1964, 2, 29), 65, date(2029, 2, 28)),
        (date(2040, 2, 29), 60, date(2100, 2, 28)),
        (date(1965, 2, 28), 60, date(2025, 2, 28)),
        (date(1965, 3, 1), 60, date(2025, 3, 1)),
    ],
)
def test_somebody_is_so_old_from_the_birthday_on(born: date, years: int, day: date):
    assert birthday(born, years) == day


@given(st.dates(date(1880, 1, 1), date(2040, 12, 31)), st.integers(0, 120))
def test_a_birthday_is_the_same_day_of_the_year_or_the_last_of_february(born: date, years: int):
    day = birthday(born, years)
    assert day.year == born.year + years
    assert (day.month, day.day) == (born.month, born.day) or (
        (born.month, born.day, day.month, day.day) == (2, 29, 2, 28) and (day + DAY).month == 3
    )


@given(st.dates(date(1880, 1, 1), date(2040, 12, 30)), st.integers(0, 120))
def test_who_is_born_later_is_never_old_enough_earlier(born: date, years: int):
    assert birthday(born, years) <= birthday(born + DAY, years)
