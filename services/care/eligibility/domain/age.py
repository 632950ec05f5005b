"""Age (周岁) on a day: reached on the birthday itself (docs/decisions/meals.md)."""

from datetime import date


def birthday(born: date, years: int) -> date:
    """The day on which somebody is so old; 28 February in a year that has no 29th."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 2, 28)
