"""Buckets that all gateways share, on a server with Redis's protocol: one script, one round trip."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from redis import Redis
from redis.exceptions import InvalidResponse

from gateway.rates.rate import Buckets, Draw, Short
from gateway.rates.store import ERRORS

RETRY_AFTER = 5.0
"""Seconds between one look for a store that is away and the next."""

SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local until_full, worst, longest = {}, 0, 0
for i, key in ipairs(KEYS) do
  local period, depth = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  until_full[i] = math.max(tonumber(redis.call('GET', key) or 0), now) + period
  local wait = until_full[i] - now - depth
  if wait > longest then worst, longest = i, wait end
end
if worst == 0 then
  for i, key in ipairs(KEYS) do
    local kept = math.ceil((until_full[i] - now) / 1000)
    redis.call('SET', key, string.format('%.0f', until_full[i]), 'PX', kept)
  end
end
return {worst, longest}
"""
"""The sum of OwnBuckets by the store's own clock; a bucket that is full is forgotten."""

LONGEST_WAIT = 100_000 * 1_000_000

log = logging.getLogger("linli.gateway.rates")


class SharedBuckets:
    """While the store is away, `own` buckets stand in for it: nobody waits for it or hears of it."""

    def __init__(self, store: Redis, own: Buckets, now: Callable[[], float] = monotonic) -> None:
        self._script = store.register_script(SCRIPT)
        self._own, self._now = own, now
        self._is_away = False
        self._next_look = 0.0

    def take(self, draws: list[Draw]) -> Short | None:
        if self._is_away:
            if (now := self._now()) < self._next_look:
                return self._own.take(draws)
            self._next_look = now + RETRY_AFTER  # one looks, the others go on
        try:
            short = _short(self._asked(draws), draws)
        except ERRORS as error:
            self._note_away(error)
            return self._own.take(draws)
        self._note_back()
        return short

    def _asked(self, draws: list[Draw]) -> Any:
        """By the script's name; a store that does not know it is told it, and asked again."""
        rates = [part for limit, _ in draws for part in (limit.whole.period, limit.whole.depth)]
        return self._script([key for _, key in draws], rates)

    def _note_away(self, error: Exception) -> None:
        self._next_look = self._now() + RETRY_AFTER
        if not self._is_away:
            self._is_away = True
            log.error("store of rates away", extra={"error": type(error).__name__})

    def _note_back(self) -> None:
        if self._is_away:
            self._is_away = False
            log.warning("store of rates back")


def _short(reply: Any, draws: list[Draw]) -> Short | None:
    """Raises InvalidResponse for what the script does not answer."""
    match reply:
        case [0, 0]:
            return None
        case [int(worst), int(wait)] if 0 < worst <= len(draws) and 0 < wait <= LONGEST_WAIT:
            return Short(draws[worst - 1].limit, wait)
    raise InvalidResponse("another script's answer")
