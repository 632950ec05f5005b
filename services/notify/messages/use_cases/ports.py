"""What telling somebody needs: the messages, the wording, and a way out of the house."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.notify.messages.domain.message import Message


class Page(TypedDict):
    """`next` is where the following page begins; None: this was the last."""

    items: list[dict[str, Any]]
    next: list[Any] | None


class Messages(Protocol):
    def get(self, message_id: str) -> Message:
        """Raises MessageUnknown."""

    def add(self, message: Message) -> bool:
        """False when it is there already."""

    def next_due(self, now: datetime) -> Message | None:
        """The one that waits longest; another claimer of the same moment gets another."""

    def save(self, message: Message) -> None:
        """Raises StaleVersion when somebody else changed it."""


class MessageLists(Protocol):
    def found(
        self, case_id: str | None, recipient_id: str | None, after: Sequence[str | int] | None, limit: int
    ) -> Page: ...


class Wording(Protocol):
    @property
    def edition(self) -> str: ...

    def check(self, variables: Mapping[str, str]) -> None:
        """Raises VariableMissing."""

    def render(self, variables: Mapping[str, str]) -> str:
        """Raises VariableMissing."""


class Wordings(Protocol):
    def newest(self, key: str, language: str) -> Wording:
        """Raises TemplateUnknown."""

    def edition(self, key: str, language: str, edition: str) -> Wording:
        """Raises TemplateUnknown."""


class MessageTransaction(Protocol):
    @property
    def messages(self) -> Messages: ...

    @property
    def message_lists(self) -> MessageLists: ...

    @property
    def wordings(self) -> Wordings: ...

    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[MessageTransaction]: ...


class Send(Protocol):
    """Out of the house, outside any transaction; raises a DomainError when it does not go out."""

    def __call__(self, *, message_id: str, template_key: str, recipient_id: str, text: str) -> None: ...
