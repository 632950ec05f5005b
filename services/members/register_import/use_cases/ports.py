"""What an import needs: the people that are there, its own rows, jobs, and the ground."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.chassis import importing
from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.chassis.importing import JobEnds, Refusal
from services.members.register_import.domain.intake import Homes, Known, Placed
from services.members.register_import.domain.register_import import RegisterImport

Document = tuple[str, str]
"""Kind and number."""
Page = dict[str, Any]
After = Sequence[Any] | None


@dataclass(frozen=True)
class Place:
    """An area as the mirror knows it."""

    id: str
    kind: str
    active: bool


class Ground(Protocol):
    def seen(self, area_id: str) -> Place | None:
        """None: unknown, or outside the caller's areas."""


Drafts = Mapping[int, Any]
"""What was made of lines ahead of the transaction, by row: whoever keeps people knows what it is."""


class People(Protocol):
    def use(self, drafts: Drafts) -> None:
        """Of the lines that it will be asked about."""

    def by_document(self, documents: Collection[Document]) -> Mapping[Document, Known]:
        """Everybody of the district, the caller's or not: a number is one person's."""

    def by_dwelling(self, dwelling_ids: Collection[str]) -> Mapping[str, Homes]:
        """Their households, empty ones with them."""

    def areas_seen(self, area_ids: Collection[str]) -> Mapping[str, bool]:
        """Those in the caller's areas; False for one that is abolished."""

    def settle(
        self, new: Sequence[Placed], changed: Sequence[tuple[Known, Placed]], import_id: str
    ) -> Sequence[Event]:
        """Writes them, with households that are not there yet; the events say so.

        It is asked behind `by_document` and `by_dwelling`, about whom those have found.
        """

    def built_upon(self, import_id: str) -> str | None:
        """Somebody of the import who changed since, or lives with others who are not of it."""

    def newcomers(self, import_id: str, after: str, limit: int) -> list[str]:
        """Ids of those who came with the import, in order, behind `after`."""

    def restore(self, import_id: str, limit: int) -> tuple[int, Sequence[Event]]:
        """So many at most of those whom it changed are what they were before; 0: all are.

        Raises StaleVersion for somebody who was changed since.
        """

    def take_back(self, import_id: str, resident_ids: Sequence[str]) -> Sequence[Event]:
        """They are no more. Raises ImportBuiltUpon."""


class Imports(Protocol):
    def add(self, begun: RegisterImport) -> None: ...
    def get(self, import_id: str) -> RegisterImport: ...
    def must_be_seen(self, found: RegisterImport, version: int) -> None: ...
    def save(self, after: RegisterImport) -> None: ...
    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None: ...
    def refusals(self, import_id: str) -> Iterable[Refusal]: ...


class ImportViews(Protocol):
    def of_community(self, community_id: str, after: After, limit: int) -> Page: ...


class Jobs(importing.Jobs, Protocol):
    def find(self, job_id: str) -> Any: ...


class Tx(Protocol):
    @property
    def job_ends(self) -> JobEnds: ...
    @property
    def people(self) -> People: ...
    @property
    def imports(self) -> Imports: ...
    @property
    def import_views(self) -> ImportViews: ...
    @property
    def ground(self) -> Ground: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def now(self) -> datetime: ...
    def record(self, *events: Event) -> None: ...
    def name(self, *ids: str) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
