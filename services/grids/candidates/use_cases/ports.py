"""What the candidates' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.tags import CandidateTags, TagEdition

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Trees(Protocol):
    def lock(self) -> object:
        """No area of the district ends until we are done."""


class Areas(Protocol):
    def kinds(self, area_ids: Collection[str]) -> Mapping[str, str]:
        """Of those areas that stand and that the caller may see."""


class Known(Protocol):
    def known(self, staff_ids: Collection[str]) -> Collection[str]: ...


class Tags(Protocol):
    def get(self, seen_version: int | None = None) -> CandidateTags:
        """Raises StaleVersion."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing for who does not hold the whole district."""

    def add(self, edition: TagEdition) -> None: ...


class Candidates(Protocol):
    def entered_before(self, candidates: Sequence[Candidate]) -> Collection[str]:
        """Ids of those that are there already, just so. Raises IdTaken for other content."""

    def add(self, candidates: Sequence[Candidate]) -> None: ...

    def get(self, candidate_id: str, seen_version: int | None = None) -> Candidate:
        """Raises CandidateUnknown or StaleVersion."""

    def save(self, candidate: Candidate) -> None:
        """Raises StaleVersion when somebody came first."""

    def remove(self, candidate: Candidate) -> None:
        """Raises StaleVersion or CandidateUnknown when somebody came first."""


class CandidateViews(Protocol):
    def listed(self, area_id: str, preferred: Collection[str], after: After, limit: int) -> Page:
        """Of an area and below: those with a preferred tag first, by name. Raises AreaUnknown."""


class Tx(Protocol):
    @property
    def trees(self) -> Trees: ...
    @property
    def area_kinds(self) -> Areas: ...
    @property
    def people(self) -> Known: ...
    @property
    def candidate_tags(self) -> Tags: ...
    @property
    def candidates(self) -> Candidates: ...
    @property
    def candidate_views(self) -> CandidateViews: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
