"""Somebody who asks all the while, and notes how long each answer took: a house's health, or its work."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Self

import httpx

from tests.house import House

EVERY = 0.1
GIVEN_UP_AFTER = 15.0


@dataclass(frozen=True)
class Seen:
    """`at` and `took` in seconds; `status` 0 where nobody answered."""

    at: float
    took: float
    status: int
    retry_after: str | None = None


class Watch:
    """Of one address, from a thread of its own, until it is left."""

    def __init__(self, client: httpx.Client, path: str) -> None:
        self.seen: list[Seen] = []
        self._client, self._path = client, path
        self._stopping = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(2 * GIVEN_UP_AFTER)
        self._client.close()

    def since(self, moment: float) -> list[Seen]:
        return [seen for seen in self.seen if seen.at >= moment]

    def _look(self) -> None:
        while not self._stopping.wait(EVERY):
            began = time.monotonic()
            try:
                answer = self._client.get(self._path)
                status, retry_after = answer.status_code, answer.headers.get("Retry-After")
            except httpx.TransportError:
                status, retry_after = 0, None
            self.seen.append(Seen(began, time.monotonic() - began, status, retry_after))


def health_of(house: House, name: str) -> Watch:
    """`/healthz` of one process."""
    return Watch(_probe(house, name), "/healthz")


def readiness_of(house: House, name: str) -> Watch:
    return Watch(_probe(house, name), "/readyz")


def work_of(house: House, path: str = "/v1/cases?limit=1") -> Watch:
    client = house.client()
    client.timeout = httpx.Timeout(GIVEN_UP_AFTER)
    return Watch(client, path)


def longest(seen: Iterable[Seen]) -> float:
    return max((one.took for one in seen), default=0.0)


def nearly_longest(seen: Iterable[Seen]) -> float:
    """The 99th percentile: this machine has two processors, and they are busy."""
    took = sorted(one.took for one in seen)
    return took[int(len(took) * 0.99)] if took else 0.0


def _probe(house: House, name: str) -> httpx.Client:
    port = house.settings["probe"]["ports"][name]
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=GIVEN_UP_AFTER, verify=False)
