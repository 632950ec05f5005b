"""A message (消息): one notice to one recipient, by id; the text is made when it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.chassis.domain import Event
from services.notify.messages.domain.errors import MessageNotDue, MessageNotSending
from services.notify.messages.domain.state import MessageState, NotSent

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


@dataclass(frozen=True)
class MessageNotSent(Event):
    """Nothing left the house: whom it was for is not written to."""

    message_id: str
    case_id: str
    template_key: str
    reason: str
    version: int


@dataclass(frozen=True)
class MessagePractised(Event):
    """It was worded for training; nothing of a practice district leaves the house."""

    message_id: str
    case_id: str
    template_key: str
    version: int


Ended = MessageSent | MessageFailed | MessageNotSent | MessagePractised


@dataclass(eq=False)
class Message:
    """`reason`: why the last try ended as it did. `next_try_at`: before it nobody tries; None: at once.

    `possibly_twice`: nobody knows how a try ended, and another follows it; there is never a third.
    """

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
    next_try_at: datetime | None = None
    possibly_twice: bool = False

    def queued(self) -> MessageQueued:
        return MessageQueued(self.id, self.case_id, self.template_key, self.version)

    def is_due(self, now: datetime) -> bool:
        """Waiting to be sent, or left behind by a process that ended while it was sending."""
        if self.state is MessageState.SENDING:
            return self.leased_until is not None and self.leased_until <= now
        is_awaited = self.next_try_at is None or self.next_try_at <= now
        return self.state is MessageState.QUEUED and is_awaited

    def claim(self, now: datetime, lease: timedelta) -> MessageFailed | None:
        """Take it in hand for one try; one that was left behind twice fails instead."""
        self._must_be_due(now)
        if self.state is MessageState.SENDING and not self._may_go_twice():
            return self._fail(NO_END, now)
        self.tries += 1
        self.leased_until, self.next_try_at = now + lease, None
        self._move(MessageState.SENDING)
        return None

    def give_up(self, reason: str, now: datetime) -> MessageFailed:
        """It fails without another try."""
        self._must_be_due(now)
        return self._fail(reason, now)

    def withhold(self, reason: NotSent, now: datetime) -> MessageNotSent | MessageFailed:
        """It is not sent; where an earlier try may have reached them, nobody can say so."""
        self._must_be_due(now)
        if self.state is MessageState.SENDING or self.possibly_twice:
            return self._fail(NO_END, now)
        self.reason = reason.value
        self._end(MessageState.NOT_SENT, now)
        return MessageNotSent(self.id, self.case_id, self.template_key, reason.value, self.version)

    def try_later(
        self, reason: str, now: datetime, waits: Sequence[timedelta], *, is_in_doubt: bool = False
    ) -> MessageFailed | None:
        """Put back for as long as the waits say, try by try; after the last of them it fails."""
        self._must_be_sending()
        if is_in_doubt and not self._may_go_twice():
            return self._fail(NO_END, now)
        if self.tries > len(waits):
            return self._fail(reason, now)
        self.reason, self.leased_until = reason, None
        self.next_try_at = now + waits[self.tries - 1]
        self._move(MessageState.QUEUED)
        return None

    def mark_sent(self, now: datetime) -> MessageSent:
        self._must_be_sending()
        self.reason = None
        self._end(MessageState.SENT, now)
        return MessageSent(self.id, self.case_id, self.template_key, self.version)

    def mark_left(self, at: datetime) -> MessageSent:
        """It left then, as is remembered elsewhere."""
        if self.state not in (MessageState.QUEUED, MessageState.SENDING):
            raise MessageNotSending(message_id=self.id, state=self.state)
        self.reason = None
        self._end(MessageState.SENT, at)
        return MessageSent(self.id, self.case_id, self.template_key, self.version)

    def mark_practised(self, now: datetime) -> MessagePractised:
        self._must_be_sending()
        self.reason = None
        self._end(MessageState.PRACTISED, now)
        return MessagePractised(self.id, self.case_id, self.template_key, self.version)

    def mark_failed(self, reason: str, now: datetime) -> MessageFailed:
        """`reason` is a code: `5xx`, `VariableMissing`, `NoEnd` …"""
        self._must_be_sending()
        return self._fail(reason, now)

    def _may_go_twice(self) -> bool:
        """Once; then nobody can say whether it went, and nobody tries again."""
        is_first, self.possibly_twice = not self.possibly_twice, True
        return is_first

    def _must_be_due(self, now: datetime) -> None:
        if not self.is_due(now):
            raise MessageNotDue(message_id=self.id, state=self.state)

    def _must_be_sending(self) -> None:
        if self.state is not MessageState.SENDING:
            raise MessageNotSending(message_id=self.id, state=self.state)

    def _fail(self, reason: str, now: datetime) -> MessageFailed:
        self.reason = reason
        self._end(MessageState.FAILED, now)
        return MessageFailed(self.id, self.case_id, self.template_key, reason, self.version)

    def _end(self, state: MessageState, now: datetime) -> None:
        self.leased_until, self.next_try_at, self.ended_at = None, None, now
        self._move(state)

    def _move(self, state: MessageState) -> None:
        self.state = state
        self.version += 1
