"""A world in memory that keeps the promises of notify's ports."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.chassis.caller import Caller
from services.chassis.domain import Event, Unavailable
from services.chassis.errors import StaleVersion
from services.notify.channels.domain.outcome import OUT, Outcome
from services.notify.messages.domain.errors import MessageUnknown
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Contact, Page, Waiting, Wanted
from services.notify.templates.domain.errors import TemplateUnknown
from services.notify.templates.domain.template import Template
from services.notify.templates.presets import presets
from tests.notify.builders import LEASE

CALLER = Caller(district="d7k2m9", id="notify", kind="service")


@dataclass
class FakeMessages:
    kept: dict[str, Message] = field(default_factory=dict)
    left: dict[str, datetime] = field(default_factory=dict)

    def known(self, message_ids: Sequence[str]) -> frozenset[str]:
        return frozenset(message_ids) & self.kept.keys()

    def note_left(self, left: Mapping[str, datetime]) -> None:
        self.left = {**left, **self.left}

    def left_at(self, message_id: str) -> datetime | None:
        return self.left.get(message_id)

    def get(self, message_id: str) -> Message:
        if message_id not in self.kept:
            raise MessageUnknown(message_id=message_id)
        return copy(self.kept[message_id])

    def add(self, message: Message) -> bool:
        if message.id in self.kept:
            return False
        self.kept[message.id] = copy(message)
        return True

    def due(self, now: datetime, limit: int) -> list[Waiting]:
        due = [message for message in self.kept.values() if message.is_due(now)]
        longest_first = sorted(due, key=lambda message: (message.queued_at, message.id))
        return [Waiting(message.id, message.recipient_id) for message in longest_first[:limit]]

    def take_if_due(self, message_id: str, now: datetime) -> Message | None:
        kept = self.kept[message_id]
        return copy(kept) if kept.is_due(now) else None

    def save(self, message: Message) -> None:
        kept = self.kept[message.id]
        if kept.version != message.version - 1:
            raise StaleVersion(
                sent_version=message.version - 1, current_version=kept.version, current={"state": kept.state}
            )
        self.kept[message.id] = copy(message)


@dataclass
class FakeMessageLists:
    """One page of all there is."""

    messages: FakeMessages

    def found(self, wanted: Wanted, after: Sequence[str | int] | None, limit: int) -> Page:
        asked = {name: value for name, value in vars(wanted).items() if value is not None}
        kept = self.messages.kept.values()
        return {"items": [each for each in kept if _has(each, asked)], "next": None}


def _has(message: Message, asked: Mapping[str, Any]) -> bool:
    return all(getattr(message, name) == value for name, value in asked.items())


@dataclass
class FakeTemplates:
    own: dict[tuple[str, str, int], Template] = field(default_factory=dict)

    def newest(self, key: str, language: str) -> Template:
        own = [
            each for (its_key, spoken, _), each in self.own.items() if (its_key, spoken) == (key, language)
        ]
        return max(own, key=lambda each: each.version, default=None) or presets().newest(key, language)

    def edition(self, key: str, language: str, edition: str) -> Template:
        known = [*self.own.values(), *presets().all()]
        for each in known:
            if (each.key, each.language, each.edition) == (key, language, edition):
                return each
        raise TemplateUnknown(template_key=key)

    def add(self, template: Template) -> None:
        newest = self.newest(template.key, template.language)
        seen = newest.own_version
        if template.version != seen + 1:
            raise StaleVersion(sent_version=template.version - 1, current_version=seen, current={})
        self.own[template.key, template.language, template.version] = template


@dataclass
class FakeOnDuty:
    staff: set[str] = field(default_factory=set)

    def among(self, ids: Sequence[str]) -> set[str]:
        return self.staff & set(ids)


@dataclass
class FakeWorld:
    """`begin` itself: what is done in a block that fails is forgotten, events with it."""

    messages: FakeMessages = field(default_factory=FakeMessages)
    templates: FakeTemplates = field(default_factory=FakeTemplates)
    on_duty: FakeOnDuty = field(default_factory=FakeOnDuty)
    events: list[Event] = field(default_factory=list)
    is_open: bool = False

    @property
    def message_lists(self) -> FakeMessageLists:
        return FakeMessageLists(self.messages)

    @property
    def wordings(self) -> FakeTemplates:
        return self.templates

    @contextmanager
    def __call__(self, caller: Caller) -> Iterator["FakeWorld"]:
        before = deepcopy((self.messages, self.templates, self.events))
        self.is_open = True
        try:
            yield self
        except BaseException:
            self.messages, self.templates, self.events = before
            raise
        finally:
            self.is_open = False

    def record(self, *events: Event) -> None:
        self.events.extend(events)


@dataclass
class FakeOutbound:
    """Remembers what left the house; refuses to be used inside a transaction, or without being open.

    Each try ends as the first of `outcomes` says, and well when none is left; `error` ends the process.
    """

    world: FakeWorld
    needs_address: bool = False
    lease: timedelta = LEASE
    waits: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=5))
    sent: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    error: BaseException | None = None
    is_opened: bool = False

    @contextmanager
    def opened(self) -> Iterator["FakeOutbound"]:
        self.is_opened = True
        try:
            yield self
        finally:
            self.is_opened = False

    def __call__(self, **letter: Any) -> Outcome:
        assert self.is_opened, "sent by a channel that is not open"
        assert not self.world.is_open, "sent inside a transaction"
        if self.error:
            raise self.error
        self.sent.append(letter)
        return self.outcomes.pop(0) if self.outcomes else OUT


@dataclass
class FakeContacts:
    """Answers for each, as members does; refuses to be asked inside a transaction."""

    world: FakeWorld
    known: dict[str, Contact] = field(default_factory=dict)
    asked: list[list[str]] = field(default_factory=list)
    away: Unavailable | None = None

    def __call__(self, recipient_ids: Sequence[str]) -> Mapping[str, Contact]:
        assert not self.world.is_open, "asked inside a transaction"
        if self.away:
            raise self.away
        self.asked.append(list(recipient_ids))
        return {each: self.known.get(each, Contact("unknown")) for each in recipient_ids}
