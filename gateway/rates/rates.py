"""Who asks too often is refused before anything is done for them (docs/decisions/limits.md)."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import ceil

from gateway.errors import TooManyRequests
from gateway.rates.own_buckets import OwnBuckets
from gateway.rates.rate import SECOND, Buckets, Draw, Limit, Whose
from gateway.rates.shared_buckets import SharedBuckets
from gateway.rates.store import open_store
from gateway.request import Request
from services.chassis.caller import Caller
from services.chassis.metrics import http_limited
from services.chassis.proxies import Proxies, clients_of
from services.chassis.rate_settings import RateSettings

STORE_WITHIN = 0.2
"""Seconds for the store of rates to answer: it is near, or it is away."""
REFUSED_TOKEN = "refused_token"  # nosec B105  # the name of a rate

log = logging.getLogger("linli.start")


class Rates:
    """Counts by address, and by principal and district once they are known; each by what a route costs."""

    def __init__(self, settings: RateSettings, proxies: Proxies, buckets: Buckets | None = None) -> None:
        self._client_of, self._asks_forwarded = clients_of(proxies), bool(proxies.networks)
        self._buckets = buckets or _buckets(settings)
        self._gateways = shares = settings.gateways
        self._person = _limits(Whose.PERSON, asdict(settings.person), shares)
        self._key = _limits(Whose.KEY, asdict(settings.key), shares)
        self._address = _limits(Whose.ADDRESS, asdict(settings.address), shares)
        usual = asdict(settings.district)
        self._district = _limits(Whose.DISTRICT, usual, shares)
        self._districts = {
            district: _limits(Whose.DISTRICT, usual | given, shares)
            for district, given in settings.districts.items()
        }

    def limits_of_key(self, given: Mapping[str, str | None]) -> dict[str, Limit]:
        """A platform key's own rates, by load."""
        return _limits(Whose.KEY, {load: rate for load, rate in given.items() if rate}, self._gateways)

    def client_of(self, request: Request) -> str:
        """The address that is counted: forwarded ones only from trusted proxies."""
        forwarded = request.environ.get("HTTP_X_FORWARDED_FOR") if self._asks_forwarded else None
        return self._client_of(request.environ.get("REMOTE_ADDR", ""), forwarded)

    def take(
        self, request: Request, caller: Caller | None = None, own: Mapping[str, Limit] | None = None
    ) -> None:
        """`own` limits of the caller come before those of its kind. Raises TooManyRequests."""
        load = request.load
        draws = self._of_address(request, load)
        if caller is not None:
            draws += self._of_caller(caller, load, own or {})
        self._take(draws)

    def take_refused(self, request: Request) -> None:
        """For a token that was not taken: of these an address has a few. Raises TooManyRequests."""
        self._take(self._of_address(request, request.load) + self._of_address(request, REFUSED_TOKEN))

    def _of_address(self, request: Request, load: str) -> list[Draw]:
        limit = self._address.get(load)
        if limit is None:
            return []
        return [Draw(limit, limit.prefix + self.client_of(request))]

    def _of_caller(self, caller: Caller, load: str, own: Mapping[str, Limit]) -> Iterator[Draw]:
        district = caller.district
        usual = self._person if caller.kind == "person" else self._key
        limit = own.get(load) or usual.get(load)
        if limit is not None:
            yield Draw(limit, f"{limit.prefix}{district}:{caller.name}")
        of_all = self._districts.get(district, self._district).get(load)
        if of_all is not None:
            yield Draw(of_all, of_all.prefix + district)

    def _take(self, draws: list[Draw]) -> None:
        if draws and (short := self._buckets.take(draws)) is not None:
            http_limited.labels(short.limit.whose, short.limit.load).inc()
            raise TooManyRequests(whose=short.limit.whose, retry_after=ceil(short.wait / SECOND))


def _limits(whose: Whose, given: Mapping[str, str], gateways: int) -> dict[str, Limit]:
    limits = {load: Limit.parse(whose, load, text, gateways) for load, text in given.items()}
    return {load: limit for load, limit in limits.items() if limit is not None}


def _buckets(settings: RateSettings) -> Buckets:
    if not settings.store:
        log.info("rates are divided by the number of gateways", extra={"count": settings.gateways})
        return OwnBuckets()
    log.info("rates are shared by all gateways")
    return SharedBuckets(open_store(settings.store, STORE_WITHIN, settings.store_ca_file), OwnBuckets())
