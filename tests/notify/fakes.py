"""A world in memory that keeps the promises of notify's ports."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.chassis.errors import StaleVersion
from services.notify.messages.domain.errors import MessageUnknown
from services.notify.messages.domain.message import Message
from services.notify.messages.use_cases.ports import Page
from services.notify.templates.domain.errors import TemplateUnknown
from services.notify.templates.domain.template import Template
from services.notify.templates.presets import presets

CALLER = Caller(district="d7k2m9", id="notify", kind="service")


@dataclass
class FakeMessages:
    kept: dict[str, Message] = field(default_factory=dict)

    def get(self, message_id: str) -> Message:
        if message_id not in self.kept:
            raise MessageUnknown(message_id=message_id)
        return copy(self.kept[message_id])

    def add(self, message: Message) -> bool:
        if message.id in self.kept:
            return False
        self.kept[message.id] = copy(message)
        return True

    def next_due(self, now: datetime) -> Message | None:
        due = [message for message in self.kept.values() if message.is_due(now)]
        return copy(min(due, key=lambda message: message.queued_at, default=None))

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

    def found(
        self, case_id: str | None, recipient_id: str | None, after: Sequence[str | int] | None, limit: int
    ) -> Page:
        wanted = [
            vars(message)
            for message in self.messages.kept.values()
            if case_id in (None, message.case_id) and recipient_id in (None, message.recipient_id)
        ]
        return {"items": wanted, "next": None}


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
class FakeWorld:
    """`begin` itself: what is done in a block that fails is forgotten, events with it."""

    messages: FakeMessages = field(default_factory=FakeMessages)
    templates: FakeTemplates = field(default_factory=FakeTemplates)
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
class FakeChannel:
    """Remembers what left the house; refuses to be used inside a transaction."""

    world: FakeWorld
    sent: list[tuple[str, str, str, str]] = field(default_factory=list)
    error: BaseException | None = None

    def __call__(self, *, message_id: str, template_key: str, recipient_id: str, text: str) -> None:
        assert not self.world.is_open, "sent inside a transaction"
        if self.error:
            raise self.error
        self.sent.append((message_id, template_key, recipient_id, text))
