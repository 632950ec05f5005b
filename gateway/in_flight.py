"""How many requests may wait for the services at once: of all, and of one district."""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from gateway.errors import DistrictBusy, GatewayBusy
from gateway.rpc import Reply, RpcClient
from services.chassis.metrics import http_limited
from services.chassis.settings import Settings

HALF = 2


@dataclass(frozen=True, slots=True)
class Most:
    """`of_all`, and `of_district`, may wait; `in_hand` of one district are at one service, the others of it
    wait here, in line."""

    of_all: int
    of_district: int
    in_hand: int

    @classmethod
    def of(cls, settings: Settings, cells: int = 1) -> "Most":
        """A cell has its part of everything, a district half of that unless somebody has said how much."""
        http, workers = settings.http, settings.limits.max_workers
        of_cell = max(1, http.in_flight // cells)
        return cls(
            of_all=of_cell,
            of_district=http.district_in_flight or max(1, of_cell // HALF),
            in_hand=http.district_in_hand or max(1, workers // HALF),
        )


class InFlight:
    """Bodies that come slowly are not counted: they hold a connection and nothing else."""

    def __init__(self, client: RpcClient, most: Most) -> None:
        self._client, self._most = client, most
        self._now = 0
        self._of_district: Counter[str] = Counter()
        self._lines: dict[tuple[str, str], threading.Semaphore] = {}

    def call(
        self, district: str, service: str, method: str, body: dict[str, Any], deadline: float, **context: Any
    ) -> Reply:
        """Raises GatewayBusy, DistrictBusy, ServiceUnavailable or DeadlinePassed."""
        self._refuse_too_many(district)
        self._now += 1
        self._of_district[district] += 1
        try:
            return self._in_line(district, service, method, body, deadline, context)
        finally:
            self._now -= 1
            self._of_district[district] -= 1

    def waiting(self, district: str) -> int:
        return self._of_district[district]

    def _refuse_too_many(self, district: str) -> None:
        if self._now >= self._most.of_all:
            raise GatewayBusy
        if self._of_district[district] >= self._most.of_district:
            self._refuse()

    def _in_line(
        self,
        district: str,
        service: str,
        method: str,
        body: dict[str, Any],
        deadline: float,
        context: dict[str, Any],
    ) -> Reply:
        """What the wait takes is taken from the deadline: nobody's whole request lasts longer for it."""
        line = self._lines.setdefault((district, service), threading.Semaphore(self._most.in_hand))
        if not line.acquire(blocking=False):
            began = time.monotonic()
            if not line.acquire(timeout=deadline):
                self._refuse()
            deadline = max(0.0, deadline - (time.monotonic() - began))
        try:
            return self._client.call(service, method, body, deadline=deadline, **context)
        finally:
            line.release()

    def _refuse(self) -> None:
        http_limited.labels("district", "in_flight").inc()
        raise DistrictBusy
