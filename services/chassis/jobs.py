"""A job as the work sees it: what it was asked, where it stands, and what a step of it brings."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class Job:
    """`params`, `cursor` and `result` are JSON values that the kind of job alone understands.

    `cursor` is None at the beginning, `total` while nobody knows; `error` is {code, values}.
    """

    id: str
    kind: str
    state: JobState
    params: dict[str, Any]
    cursor: Any
    done: int
    total: int | None
    result: dict[str, Any] | None
    error: dict[str, Any] | None
    asked_by: str
    is_cancelled: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    version: int


@dataclass(frozen=True)
class BrokenOff:
    """A job that failed, with its error, or was cancelled."""

    state: JobState
    error: dict[str, Any] | None


@dataclass(frozen=True)
class Step:
    """Kept in the transaction of the step's effect: after a kill the work goes on behind it."""

    cursor: Any
    done: int
    total: int | None = None


@dataclass(frozen=True)
class Finished:
    """The last step; `result` says what came of it, in counts and ids, never persons."""

    done: int
    result: dict[str, Any] = field(default_factory=dict)
