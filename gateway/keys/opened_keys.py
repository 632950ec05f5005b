"""Platforms' secrets that were opened lately, by their hash: one exchange for all who wait for it."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import TypeVar

from gateway.keys.exchange import SERVICE, Exchange
from gateway.keys.opened_key import OpenedKey
from gateway.request import Request
from services.chassis.errors import DeadlinePassed, ServiceUnavailable, TokenRefused
from services.chassis.platform_secret import Shown
from services.chassis.proxies import Address

MOST = 10_000
REFUSED_FOR = timedelta(seconds=10)
"""Whoever goes on with a secret that opens nothing is answered without members."""

Count = Callable[[Request], None]
T = TypeVar("T")


class OpenedKeys:
    """At most `most` of each sort are remembered, the newest.

    A secret that has opened before is asked for again without being counted: nobody's guesses from the
    same address keep out a platform that is at work.
    """

    def __init__(self, exchange: Exchange, count: Count, deadline: float, most: int = MOST) -> None:
        """`count` takes a guess from its address's bucket; raises TooManyRequests."""
        self._exchange, self._count, self._deadline, self._most = exchange, count, deadline, most
        self._opened: dict[str, OpenedKey] = {}
        self._refused: dict[str, tuple[str, datetime]] = {}
        self._asking: dict[str, Future[OpenedKey]] = {}

    def open(self, shown: Shown, request: Request, now: datetime) -> OpenedKey:
        """Raises TokenRefused, TooManyRequests, ServiceUnavailable or DeadlinePassed."""
        known = self._opened.get(shown.hash)
        if known is not None and known.holds_at(now):
            return known
        if (asking := self._asking.get(shown.hash)) is not None:
            return self._awaited(asking, request)
        if known is None:
            self._count(request)
            self._refuse_again(shown, now)
        mine: Future[OpenedKey] = Future()
        asking = self._asking.setdefault(shown.hash, mine)
        return self._asked(shown, request, now, mine) if asking is mine else self._awaited(asking, request)

    def tell_of(self, shown: Shown, address: Address | None, request: Request, now: datetime) -> None:
        self._exchange.tell_of(shown, address, request, now)

    def forget(self, shown: Shown, opened: OpenedKey) -> None:
        """Its token was called back; whoever has a newer one keeps it, and its secret stays a known one."""
        if self._opened.get(shown.hash) is opened:
            self._opened[shown.hash] = opened.over()

    def _refuse_again(self, shown: Shown, now: datetime) -> None:
        reason, until = self._refused.get(shown.hash, ("", now))
        if now < until:
            raise TokenRefused(reason)

    def _awaited(self, asking: Future[OpenedKey], request: Request) -> OpenedKey:
        try:
            return asking.result(self._deadline)
        except TokenRefused:
            self._count(request)
            raise
        except TimeoutError:
            raise DeadlinePassed from None

    def _asked(self, shown: Shown, request: Request, now: datetime, asking: Future[OpenedKey]) -> OpenedKey:
        try:
            opened = self._exchange(shown, request, now)
        except BaseException as error:
            if isinstance(error, TokenRefused):
                self._opened.pop(shown.hash, None)
                self._remember(self._refused, shown, (error.reason, now + REFUSED_FOR))
            told = error if isinstance(error, Exception) else ServiceUnavailable(service=SERVICE)
            asking.set_exception(told)
            raise
        finally:
            del self._asking[shown.hash]
        self._remember(self._opened, shown, opened)
        asking.set_result(opened)
        return opened

    def _remember(self, known: dict[str, T], shown: Shown, value: T) -> None:
        known.pop(shown.hash, None)
        if len(known) >= self._most:
            known.pop(next(iter(known)), None)
        known[shown.hash] = value
