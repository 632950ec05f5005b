"""Shares and means, to one place after the point, halves up."""

from decimal import ROUND_HALF_UP, Decimal

ONE_PLACE = Decimal("0.1")


def percent_of(part: int, whole: int) -> str | None:
    """15 of 17 is 88.2; None of nothing."""
    return mean_of(part * 100, whole)


def mean_of(count: int, among: int) -> str | None:
    """123 among 16 is 7.7 each."""
    if among == 0:
        return None
    return str((Decimal(count) / Decimal(among)).quantize(ONE_PLACE, ROUND_HALF_UP))
