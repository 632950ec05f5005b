"""A steady stream of requests at moments set beforehand; whoever is late is counted from when it was due."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

LINES = 16
GOOD = frozenset({200, 201})


class AnswerUnexpected(Exception):
    """A figure of refusals is no figure."""


@dataclass(frozen=True)
class Ask:
    method: str
    path: str
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Waited:
    """Milliseconds from the moment at which each request was due to the end of its answer."""

    each: Sequence[float]

    @property
    def p50(self) -> float:
        return quantiles(self.each, n=100)[49]

    @property
    def p95(self) -> float:
        return quantiles(self.each, n=100)[94]


def stream(url: str, token: str, asked: Callable[[int], Ask], a_second: int, seconds: int) -> Waited:
    """`asked` gives the request of a number. Sixteen lines take turns, so that one slow answer holds up no
    other. Raises AnswerUnexpected."""
    place, count = urlsplit(url).netloc, a_second * seconds
    waited, troubles = [0.0] * count, list[str]()
    began = time.perf_counter() + 0.2

    def ask(first: int) -> None:
        line = http.client.HTTPConnection(place, timeout=30)
        for number in range(first, count, LINES):
            due = began + number / a_second
            time.sleep(max(0.0, due - time.perf_counter()))
            status, answer = _answered(line, token, asked(number))
            waited[number] = (time.perf_counter() - due) * 1000
            if status not in GOOD:
                troubles.append(f"{status} {answer[:200]!r}")
        line.close()

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise AnswerUnexpected(f"{len(troubles)} of {count}: {troubles[0]}")
    return Waited(waited)


def _answered(line: Any, token: str, ask: Ask) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **dict(ask.headers)}
    line.request(ask.method, ask.path, ask.body, headers)
    answer = line.getresponse()
    return answer.status, answer.read()
