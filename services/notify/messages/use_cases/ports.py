"""What telling somebody needs: the messages, the wording, and a way out of the house."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.notify.messages.domain.message import Message
from services.notify.messages.domain.state import SubjectKind


class Page(TypedDict):
    """`next` is where the following page begins; None: this was the last."""

    items: list[Message]
    next: list[Any] | None


@dataclass(frozen=True)
class Waiting:
    """A message that is due, and for whom."""

    id: str
    recipient_id: str


@dataclass(frozen=True)
class Contact:
    """How somebody is reached now: `living`, `dead`, `moved_out` or `unknown`; an address for the living."""

    status: str
    address: str | None = field(default=None, repr=False)


class Messages(Protocol):
    def get(self, message_id: str) -> Message:
        """Raises MessageUnknown."""

    def add(self, message: Message) -> bool:
        """False when it is there already."""

    def due(self, now: datetime, limit: int) -> Sequence[Waiting]:
        """Those that wait longest first."""

    def take_if_due(self, message_id: str, now: datetime) -> Message | None:
        """None: it is not due any more, or another claimer of the same moment has it."""

    def save(self, message: Message) -> None:
        """Raises StaleVersion when somebody else changed it."""

    def known(self, message_ids: Sequence[str]) -> frozenset[str]:
        """Those of them that there are in the district."""

    def note_left(self, left: Mapping[str, datetime]) -> None:
        """By id, messages that had left before the database was brought back; they may be unknown still."""

    def left_at(self, message_id: str) -> datetime | None:
        """When a past that is no more had sent it."""


@dataclass(frozen=True)
class Wanted:
    """Which messages; what is None does not matter. `case_id` is the id of a subject that is a case."""

    case_id: str | None = None
    recipient_id: str | None = None
    subject_kind: SubjectKind | None = None
    subject_id: str | None = None


class MessageLists(Protocol):
    def found(self, wanted: Wanted, after: Sequence[str | int] | None, limit: int) -> Page: ...


class Wording(Protocol):
    @property
    def edition(self) -> str: ...

    def check(self, variables: Mapping[str, str]) -> None:
        """Raises VariableMissing."""

    def render(self, variables: Mapping[str, str]) -> str:
        """Raises VariableMissing."""

    def render_subject(self, variables: Mapping[str, str]) -> str:
        """Raises VariableMissing."""


class Wordings(Protocol):
    def newest(self, key: str, language: str) -> Wording:
        """Raises TemplateUnknown."""

    def edition(self, key: str, language: str, edition: str) -> Wording:
        """Raises TemplateUnknown."""


class OnDuty(Protocol):
    def among(self, ids: Sequence[str]) -> set[str]:
        """Those that are staff: whoever handled a case is told of its end, too."""


class MessageTransaction(Protocol):
    @property
    def messages(self) -> Messages: ...

    @property
    def message_lists(self) -> MessageLists: ...

    @property
    def wordings(self) -> Wordings: ...

    @property
    def on_duty(self) -> OnDuty: ...

    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[MessageTransaction]: ...


class Contacts(Protocol):
    """Asked outside any transaction, at the moment of sending."""

    def __call__(self, recipient_ids: Sequence[str], /) -> Mapping[str, Contact]:
        """One for each. Raises Unavailable."""


class Outcome(Protocol):
    """How a try ended; `reason` None: the letter is out."""

    @property
    def reason(self) -> str | None: ...

    @property
    def is_final(self) -> bool:
        """No other try would end otherwise."""

    @property
    def is_in_doubt(self) -> bool:
        """The letter may be out all the same."""

    @property
    def is_practice(self) -> bool:
        """Nothing left the house, and nothing ever will."""

    @property
    def is_away(self) -> bool:
        """Whoever carries letters is not there for the others either."""


class Send(Protocol):
    """Out of the house, outside any transaction."""

    def __call__(
        self,
        *,
        message_id: str,
        template_key: str,
        recipient_id: str,
        language: str,
        written_at: datetime,
        subject: str,
        text: str,
        address: str | None,
    ) -> Outcome: ...


class Outbound(Protocol):
    """The way out that is used."""

    @property
    def needs_address(self) -> bool: ...

    @property
    def lease(self) -> timedelta:
        """How long one try may take."""

    @property
    def waits(self) -> Sequence[timedelta]:
        """How long a message waits after a try that has to be made again, try by try."""

    def opened(self) -> AbstractContextManager[Send]:
        """For some letters, one after the other."""


@dataclass(frozen=True)
class Answering:
    """Who answers for an area; `staff_id` None: nobody. `area_name` None: there is no such area any more."""

    area_name: str | None
    staff_id: str | None


class Ground(Protocol):
    """Asked outside any transaction. Raises Unavailable."""

    def who_answers(self, area_id: str, *, besides: str) -> Answering:
        """Who holds its post, or the next one above; never `besides`, who is not to answer to themselves."""

    def name_of(self, staff_id: str) -> str | None:
        """None: nobody who is or was on duty."""
