"""One round of wrk: 16 connections on loopback, and what every process used meanwhile."""

import os
import re
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processor import PROCESSORS, Reading
from tests.processes import programme

CONNECTIONS = 16
FOREIGN_AT_MOST = 0.10
TRIES = 4


class RoundFailed(Exception):
    """Answers that were not the expected ones: a figure of errors is no figure."""


@dataclass(frozen=True)
class Target:
    """What is loaded: an address, a wrk script with its words, and the processes that work for it."""

    name: str
    url: str
    pids: dict[str, int]
    script: Path | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Round:
    """Requests a second, CPU milliseconds a request by process, the share of CPU that others took."""

    rate: float
    cpu_ms: dict[str, float]
    foreign: float

    @property
    def whole_cpu_ms(self) -> float:
        return sum(self.cpu_ms.values())


def measure(target: Target, seconds: int) -> Round:
    """A round; taken again, a few times, if others used more than a tenth of the machine."""
    rounds = []
    for _ in range(TRIES):
        rounds.append(_round(target, seconds))
        if rounds[-1].foreign <= FOREIGN_AT_MOST:
            return rounds[-1]
    return min(rounds, key=lambda each: each.foreign)


def _round(target: Target, seconds: int) -> Round:
    own_before, before, started = _own_seconds(), Reading.of(target.pids), time.monotonic()
    requests = _load(target, seconds)
    used, took = Reading.of(target.pids).since(before), time.monotonic() - started
    others = used.machine - sum(used.trees.values()) - (_own_seconds() - own_before)
    return Round(
        rate=requests / seconds,
        cpu_ms={name: spent * 1000 / requests for name, spent in used.trees.items()},
        foreign=max(others, 0.0) / (took * PROCESSORS),
    )


def _own_seconds() -> float:
    """This process and its ended children: the load generator."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = os.times()
    return ended.ru_utime + ended.ru_stime + own.user + own.system


def _load(target: Target, seconds: int) -> int:
    """Requests answered as expected; any other answer ends the bench."""
    script = ["-s", str(target.script)] if target.script else []
    command = [programme("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *script, target.url, "--"]
    ran = subprocess.run(
        [*command, *target.words], capture_output=True, text=True, timeout=seconds + 30, check=True
    )
    failures = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)", ran.stdout)
    if failures:
        raise RoundFailed(f"{target.name}: {failures.group(0)}")
    answered = re.search(r"(\d+) requests in", ran.stdout)
    if answered is None or not int(answered.group(1)):
        raise RoundFailed(f"{target.name}: {ran.stdout}")
    return int(answered.group(1))
