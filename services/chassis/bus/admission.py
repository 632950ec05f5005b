"""While people ask, heavy work leaves most of the time to them, and waits while answers are slow (D17)."""

import threading
import time
from collections.abc import Mapping

from services.chassis import metrics

LOOK_AFTER = 0.5
"""Seconds that a look spans at least, and as long as it takes to see enough answers."""
LONGEST_LOOK = 5.0
"""Seconds after which too few answers are none."""
FEWEST = 10
"""Answers in a look; of fewer, one alone would be the slowest twentieth."""
PATIENCE = 5.0
"""Seconds of waiting before a step: heavy work is slowed down, never stopped."""
WORST = 0.95

Counts = Mapping[float, float]
"""How many answers took at most so many seconds, by that bound, ascending."""


class Admission:
    """Looks at what this process measured of its own answers.

    `limit` in seconds, at the 95th percentile. `share`: the part of the time that heavy work takes at most
    while people ask.
    """

    def __init__(self, limit: float, share: float) -> None:
        self._limit, self._share = limit, share
        self._is_slow = self._is_asked = False
        self._begin_look(answered())

    def wait(self, is_over: threading.Event, worked: float) -> float:
        """After a step of so many seconds; the seconds that it took, 0.0 where nobody asks."""
        began, waited = time.monotonic(), 0.0
        while waited < PATIENCE and (left := self._left(worked, waited)) > 0:
            is_stopped = is_over.wait(left)
            waited = time.monotonic() - began
            if is_stopped:
                break
        return waited

    def is_slow(self) -> bool:
        self._look()
        return self._is_slow

    def is_asked(self) -> bool:
        self._look()
        return self._is_asked

    def _left(self, worked: float, waited: float) -> float:
        """Seconds until one should look again; 0.0 or less: no more waiting."""
        if self.is_slow():
            return LOOK_AFTER / 2
        rest = worked / self._share - worked if self._is_asked else 0.0
        return min(rest - waited, LOOK_AFTER / 2)

    def _look(self) -> None:
        """What is known is of the last look that has ended."""
        seen_for = time.monotonic() - self._since
        if seen_for < LOOK_AFTER:
            return
        now = answered()
        here = {bound: count - self._before.get(bound, 0.0) for bound, count in now.items()}
        if (enough := max(here.values()) >= FEWEST) or seen_for >= LONGEST_LOOK:
            self._is_slow, self._is_asked = is_slow(here, self._limit), enough
            self._begin_look(now)

    def _begin_look(self, counts: Counts) -> None:
        self._before, self._since = counts, time.monotonic()


def is_slow(counts: Counts, limit: float) -> bool:
    """Whether more than the slowest twentieth took longer than the first bound that is at least `limit`."""
    total = max(counts.values(), default=0.0)
    within = next((count for bound, count in counts.items() if bound >= limit), total)
    return total >= FEWEST and within < total * WORST


def answered() -> dict[float, float]:
    """Of every method of the process."""
    counts = dict.fromkeys((*metrics.SECONDS, float("inf")), 0.0)
    for family in metrics.rpc_seconds.collect():
        for sample in family.samples:
            if sample.name.endswith("_bucket"):
                counts[float(sample.labels["le"])] += sample.value
    return counts
