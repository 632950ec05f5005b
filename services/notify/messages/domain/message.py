"""A message (消息): one notice to one recipient about one thing, by ids; the text is made when it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.notify.messages.domain.errors import MessageNotDue, MessageNotSending
from services.notify.messages.domain.events import (
    MessageFailed,
    MessageNotSent,
    MessagePractised,
    MessageQueued,
    MessageSent,
)
from services.notify.messages.domain.state import MessageState, NotSent, SubjectKind

NO_END = "NoEnd"
NOBODY = ""


@dataclass(eq=False)
class Message:
    """`recipient_id` NOBODY: none was found who is to be told; such a one is kept and never sent.

    `reason`: why the last try ended as it did. `next_try_at`: before it nobody tries; None: at once.
    `possibly_twice`: nobody knows how a try ended, and another follows it; there is never a third.
    """

    id: str
    recipient_id: str
    template_key: str
    template_edition: str
    language: str
    variables: Mapping[str, str]
    subject_kind: SubjectKind
    subject_id: str
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

    @property
    def recipient(self) -> str | None:
        return self.recipient_id or None

    @property
    def case_id(self) -> str | None:
        """The case that it is about; None: it is about something else."""
        return self.subject_id if self.subject_kind is SubjectKind.CASE else None

    def queued(self) -> MessageQueued:
        return MessageQueued(**self._named())

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
        return MessageNotSent(**self._named(), reason=reason.value)

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
        return MessageSent(**self._named())

    def mark_left(self, at: datetime) -> MessageSent:
        """It left then, as is remembered elsewhere."""
        if self.state not in (MessageState.QUEUED, MessageState.SENDING):
            raise MessageNotSending(message_id=self.id, state=self.state)
        self.reason = None
        self._end(MessageState.SENT, at)
        return MessageSent(**self._named())

    def mark_practised(self, now: datetime) -> MessagePractised:
        self._must_be_sending()
        self.reason = None
        self._end(MessageState.PRACTISED, now)
        return MessagePractised(**self._named())

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
        return MessageFailed(**self._named(), reason=reason)

    def _named(self) -> dict[str, Any]:
        """What every event of it says."""
        return {
            "message_id": self.id,
            "case_id": self.case_id,
            "template_key": self.template_key,
            "version": self.version,
            "subject_kind": self.subject_kind.value,
            "subject_id": self.subject_id,
        }

    def _end(self, state: MessageState, now: datetime) -> None:
        self.leased_until, self.next_try_at, self.ended_at = None, None, now
        self._move(state)

    def _move(self, state: MessageState) -> None:
        self.state = state
        self.version += 1
