"""Heavy work waits while the answers that people wait for are slow (D17)."""

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
    """Looks at what this process measured of its own answers; `limit` in seconds, at the 95th percentile."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._is_slow = False
        self._begin_look(answered())

    def wait(self, is_over: threading.Event) -> float:
        """Seconds that it took; 0.0 where answers are quick."""
        began, waited = time.monotonic(), 0.0
        while self.is_slow() and waited < PATIENCE:
            is_stopped = is_over.wait(LOOK_AFTER / 2)
            waited = time.monotonic() - began
            if is_stopped:
                break
        return waited

    def is_slow(self) -> bool:
        """By the last look that has ended."""
        seen_for = time.monotonic() - self._since
        if seen_for >= LOOK_AFTER:
            now = answered()
            here = {bound: count - self._before.get(bound, 0.0) for bound, count in now.items()}
            if max(here.values()) >= FEWEST or seen_for >= LONGEST_LOOK:
                self._is_slow = is_slow(here, self._limit)
                self._begin_look(now)
        return self._is_slow

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
