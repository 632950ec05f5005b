"""What an import needs of the people that are there."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.members.register_import.domain.intake import Known
from services.members.register_import.domain.line import Line

Document = tuple[str, str]
"""Kind and number."""


class People(Protocol):
    def by_document(self, documents: Collection[Document]) -> Mapping[Document, Known]:
        """Everybody of the district, the caller's or not: a number is one person's."""

    def by_household(self, household_ids: Collection[str]) -> Mapping[str, Sequence[Known]]: ...

    def areas_seen(self, area_ids: Collection[str]) -> set[str]:
        """Those in the caller's areas."""

    def settle(
        self, new: Sequence[Line], changed: Sequence[tuple[Known, Line]], import_id: str
    ) -> Sequence[Event]:
        """Writes them, with households that are not there yet; the events say so."""


class Tx(Protocol):
    @property
    def people(self) -> People: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
