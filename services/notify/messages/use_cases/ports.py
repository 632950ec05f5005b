"""What telling somebody needs: the messages, the wording, and a way out of the house."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.notify.messages.domain.message import Message


class Messages(Protocol):
    def add(self, message: Message) -> bool:
        """False when it is there already."""

    def next_due(self, now: datetime) -> Message | None:
        """The one that waits longest; another claimer of the same moment gets another."""

    def save(self, message: Message) -> None:
        """Raises StaleVersion when somebody else changed it."""


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
    def wordings(self) -> Wordings: ...

    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller) -> AbstractContextManager[MessageTransaction]: ...


class Send(Protocol):
    """Out of the house, outside any transaction; raises a DomainError when it does not go out."""

    def __call__(self, *, message_id: str, template_key: str, recipient_id: str, text: str) -> None: ...
