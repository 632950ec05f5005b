"""Processor time of process trees, from /proc."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from tests.processes import children_of

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PROCESSORS = os.cpu_count() or 1


def tree_of(pid: int) -> list[int]:
    """The process and everything under it."""
    try:
        return [pid, *(each for child in children_of(pid) for each in tree_of(child))]
    except FileNotFoundError:
        return []


def seconds_of(pid: int) -> float:
    """User and system time of the tree; what ended children used has passed to their parents."""
    return sum(_ticks(each) for each in tree_of(pid)) / TICKS_A_SECOND


def _ticks(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(figure) for figure in stat.rpartition(")")[2].split()[11:15])


def machine_seconds() -> float:
    """What all processors together were busy for, since the machine's start."""
    figures = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, irq, softirq, steal = (int(figure) for figure in figures[:8])
    return (user + nice + system + irq + softirq + steal) / TICKS_A_SECOND


def stolen_seconds() -> float:
    """What the host gave to its other guests while ours had something to do, since the machine's start."""
    return int(Path("/proc/stat").read_text().split(maxsplit=9)[8]) / TICKS_A_SECOND


def loop_ms() -> float:
    """How long the same plain work takes just now: beside it milliseconds of two runs may be compared."""
    started = time.perf_counter()
    sum(number * number for number in range(1_000_000))
    return (time.perf_counter() - started) * 1000


@dataclass(frozen=True)
class Reading:
    """What each named process tree, and the whole machine, had used at one moment."""

    trees: dict[str, float]
    machine: float

    @classmethod
    def of(cls, pids: dict[str, int]) -> "Reading":
        return cls({name: seconds_of(pid) for name, pid in pids.items()}, machine_seconds())

    def since(self, before: "Reading") -> "Reading":
        trees = {name: used - before.trees.get(name, 0.0) for name, used in self.trees.items()}
        return Reading(trees, self.machine - before.machine)
