"""A message (消息): one notice to one recipient, by id; the text is made when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.chassis.domain import Event
from services.notify.messages.domain.errors import MessageNotDue, MessageNotSending
from services.notify.messages.domain.state import MessageState

TRIES = 2  # a second one only after a process ended while it was sending
LEASE = timedelta(seconds=60)
NO_END = "NoEnd"


@dataclass(frozen=True)
class MessageQueued(Event):
    message_id: str
    case_id: str
    template_key: str
    version: int


@dataclass(frozen=True)
class MessageSent(Event):
    message_id: str
    case_id: str
    template_key: str
    version: int


@dataclass(frozen=True)
class MessageFailed(Event):
    message_id: str
    case_id: str
    template_key: str
    reason: str
    version: int


@dataclass(eq=False)
class Message:
    id: str
    recipient_id: str
    template_key: str
    template_edition: str
    language: str
    variables: Mapping[str, str]
    case_id: str
    area_id: str
    queued_at: datetime
    state: MessageState = MessageState.QUEUED
    reason: str | None = None
    tries: int = 0
    leased_until: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1

    def queued(self) -> MessageQueued:
        return MessageQueued(self.id, self.case_id, self.template_key, self.version)

    def is_due(self, now: datetime) -> bool:
        """Waiting to be sent, or left behind by a process that ended while it was sending."""
        if self.state is MessageState.SENDING:
            return self.leased_until is not None and self.leased_until <= now
        return self.state is MessageState.QUEUED

    def claim(self, now: datetime, lease: timedelta = LEASE) -> MessageFailed | None:
        """Take it in hand for one try; a message without a try left fails instead."""
        self._must_be_due(now)
        if self.tries >= TRIES:
            return self.give_up(NO_END, now)
        self.tries += 1
        self.leased_until = now + lease
        self._move(MessageState.SENDING)
        return None

    def give_up(self, reason: str, now: datetime) -> MessageFailed:
        """It fails without another try."""
        self._must_be_due(now)
        return self._fail(reason, now)

    def mark_sent(self, now: datetime) -> MessageSent:
        self._must_be_sending()
        self._end(MessageState.SENT, now)
        return MessageSent(self.id, self.case_id, self.template_key, self.version)

    def mark_failed(self, reason: str, now: datetime) -> MessageFailed:
        """`reason` is a code: `SendingFailed`, `VariableMissing`, `NoEnd` …"""
        self._must_be_sending()
        return self._fail(reason, now)

    def _must_be_due(self, now: datetime) -> None:
        if not self.is_due(now):
            raise MessageNotDue(message_id=self.id, state=self.state)

    def _must_be_sending(self) -> None:
        if self.state is not MessageState.SENDING:
            raise MessageNotSending(message_id=self.id, state=self.state)

    def _fail(self, reason: str, now: datetime) -> MessageFailed:
        self._end(MessageState.FAILED, now)
        self.reason = reason
        return MessageFailed(self.id, self.case_id, self.template_key, reason, self.version)

    def _end(self, state: MessageState, now: datetime) -> None:
        self.leased_until, self.ended_at = None, now
        self._move(state)

    def _move(self, state: MessageState) -> None:
        self.state = state
        self.version += 1
