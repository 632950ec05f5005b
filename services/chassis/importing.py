"""The words of every import of a sheet: what was asked, what became of its rows, which were refused and why.

Pure, as the domains that speak them; what an import needs of the house is in `services/chassis/sheets`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, Self, TypeVar

P = TypeVar("P")


class ImportState(StrEnum):
    """`failed` and `cancelled` are shown of one that is under way, as its job says; they are never kept."""

    BEGUN = "begun"
    ENDED = "ended"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Counts:
    """Rows, by what became of them; each import has names of its own."""

    def __add__(self, other: Self) -> Self:
        return replace(self, **{name: count + getattr(other, name) for name, count in vars(self).items()})


@dataclass(frozen=True)
class Wrong:
    """`row` is another row that it collides with, 0 where there is none."""

    column: StrEnum
    fault: StrEnum
    row: int = 0


@dataclass(frozen=True)
class Refusal:
    row: int
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True)
class SheetImport(Generic[P]):
    """`into` is the place that it goes to. `file` and `sheet` are tokens, and who has one reads the file;
    `sheet` has the bad rows, if any. Where one can be taken back, it has more states.
    """

    id: str
    into: P
    file_name: str
    file: str = field(repr=False)
    is_trial: bool
    job_id: str
    asked_by: str
    created_at: datetime
    state: StrEnum = ImportState.BEGUN
    counts: Counts = Counts()
    sheet: str | None = field(default=None, repr=False)
    version: int = 1

    def counted(self, more: Counts) -> Self:
        return self.changed(counts=self.counts + more)

    def over(self, sheet: str | None) -> Self:
        return self.changed(state=type(self.state)(ImportState.ENDED.value), sheet=sheet)

    def changed(self, **now: Any) -> Self:
        return replace(self, **now, version=self.version + 1)


class BrokenOff(Protocol):
    """A job that failed, with its error, or was cancelled."""

    @property
    def state(self) -> Any: ...
    @property
    def error(self) -> dict[str, Any] | None: ...


class JobEnds(Protocol):
    def broken_off(self, job_ids: Collection[str]) -> Mapping[str, BrokenOff]: ...


class AskedJob(Protocol):
    @property
    def id(self) -> str: ...


class Jobs(Protocol):
    def ask(self, kind: str, params: dict[str, Any], *, lane: str | None = None) -> AskedJob: ...


def with_end(found: Any, ends: JobEnds) -> tuple[Any, BrokenOff | None]:
    """An import, and what its job was broken off by, if it was."""
    return found, ends.broken_off([found.job_id]).get(found.job_id)


def with_ends(page: Mapping[str, Any], ends: JobEnds) -> dict[str, Any]:
    """A page of imports, each with what its job was `broken` off by."""
    broken = ends.broken_off([each["job_id"] for each in page["items"]])
    return {**page, "items": [{**each, "broken": broken.get(each["job_id"])} for each in page["items"]]}
