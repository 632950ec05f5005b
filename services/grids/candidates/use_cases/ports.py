"""What the candidates' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.tags import CandidateTags, TagEdition

Row = Mapping[str, Any]
After = Sequence[Any] | None
Listed = tuple[Sequence[tuple[Candidate, bool]], After]
"""Each with whether it is preferred, and where the next page starts."""


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Trees(Protocol):
    def lock(self) -> object:
        """No area of the district ends until we are done."""


class Areas(Protocol):
    def kinds(self, area_ids: Collection[str]) -> Mapping[str, str]:
        """Of those areas that stand and that the caller may see."""

    def stood(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, date, date | None]]:
        """Kind, first day and first day no more, of those that ended too."""


class Known(Protocol):
    def known(self, staff_ids: Collection[str]) -> Collection[str]: ...


class Tags(Protocol):
    def get(self, seen_version: int | None = None) -> CandidateTags:
        """Raises StaleVersion."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing for who does not hold the whole district."""

    def add(self, edition: TagEdition) -> None: ...


class Candidates(Protocol):
    def entered_before(self, candidates: Sequence[Candidate]) -> Mapping[str, Candidate]:
        """Those that are there already and say the same, as they stand. Raises IdTaken for others."""

    def add(self, candidates: Sequence[Candidate]) -> None: ...

    def get(self, candidate_id: str, seen_version: int | None = None) -> Candidate:
        """Raises CandidateUnknown or StaleVersion."""

    def save(self, candidate: Candidate) -> None:
        """Raises StaleVersion when somebody came first."""

    def remove(self, candidate: Candidate) -> None:
        """Raises StaleVersion or CandidateUnknown when somebody came first."""


class CandidateViews(Protocol):
    def listed(self, area_id: str, preferred: Collection[str], after: After, limit: int) -> Listed:
        """Of an area and below: those with a preferred tag first, by id. Raises AreaUnknown."""


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
    @property
    def sees_candidates_whole(self) -> bool: ...
    def name(self, *ids: str) -> None:
        """What the audit says where nothing is recorded."""

    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
