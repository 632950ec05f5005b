"""Buckets in the memory of this process: one number each, and no work between requests."""

from collections.abc import Callable
from time import monotonic_ns

from gateway.rates.rate import Draw, Short

MOST = 50_000


def _microseconds() -> int:
    return monotonic_ns() // 1000


class OwnBuckets:
    """A bucket is the moment at which it will be full (the generic cell rate algorithm); no moment, full.

    At most `most` are kept: the full ones go first, then those that were made first.
    """

    def __init__(self, now: Callable[[], int] = _microseconds, most: int = MOST) -> None:
        self._now, self._most = now, most
        self._full_at: dict[str, int] = {}

    def take(self, draws: list[Draw]) -> Short | None:
        now, full_at = self._now(), self._full_at
        short: Short | None = None
        taken = []
        for limit, key in draws:
            rate = limit.share
            until = full_at.get(key, now)
            until = (until if until > now else now) + rate.period
            wait = until - now - rate.depth
            if wait > 0 and (short is None or wait > short.wait):
                short = Short(limit, wait)
            taken.append((key, until))
        if short is None:
            full_at.update(taken)
            if len(full_at) > self._most:
                self._forget(now)
        return short

    def _forget(self, now: int) -> None:
        """Half of the room is free after it, so that it is seldom."""
        kept = [(key, until) for key, until in self._full_at.items() if until > now]
        self._full_at = dict(kept[-(self._most // 2) :])
