"""Whoever answers for an area is told that somebody took a role there: once, by name, never why."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from services.chassis.domain import Unavailable
from services.chassis.errors import ServiceUnavailable
from services.chassis.roles import Roles
from services.chassis.words import LANGUAGES
from services.notify.messages.domain.events import MessageNotSent, MessageQueued
from services.notify.messages.domain.state import MessageState, SubjectKind
from services.notify.messages.schemas import GlassBrokenSchema, MessageSchema
from services.notify.messages.use_cases.ports import Answering
from services.notify.messages.use_cases.tell_glass_broken import TellGlassBroken, tell_glass_broken
from services.notify.templates.presets import presets
from tests.notify.builders import NOW
from tests.notify.fakes import CALLER, FakeWorld

GRANT, PERSON, AREA, HOLDER = (f"00000000-0000-7000-8000-0000000000{n}" for n in ("0a", "0b", "0c", "0d"))
BROKEN = TellGlassBroken(GRANT, PERSON, "grid_worker", AREA, datetime(2026, 3, 2, 16, 30, tzinfo=UTC), 1)
ANSWERING = Answering("yard 区", HOLDER)


@dataclass
class FakeGround:
    """Refuses to be asked inside a transaction."""

    world: FakeWorld
    answering: Answering = ANSWERING
    names: dict[str, str] = field(default_factory=dict)
    away: Unavailable | None = None

    def who_answers(self, area_id: str, *, besides: str) -> Answering:
        assert not self.world.is_open, "asked inside a transaction"
        assert (area_id, besides) == (AREA, PERSON)
        if self.away:
            raise self.away
        return self.answering

    def name_of(self, staff_id: str) -> str | None:
        assert not self.world.is_open, "asked inside a transaction"
        return self.names.get(staff_id)


def told(world: FakeWorld, ground: FakeGround | None = None) -> FakeWorld:
    tell_glass_broken(BROKEN, ground or FakeGround(world, names={PERSON: "江立春"}), world, CALLER, NOW)
    return world


def test_the_holder_is_told_who_took_which_role_where_and_until_when():
    world = told(FakeWorld())
    [message] = world.messages.kept.values()
    assert (message.recipient, message.area_id, message.state) == (HOLDER, AREA, MessageState.QUEUED)
    assert (message.subject_kind, message.subject_id, message.case_id) == ("broken_glass", GRANT, None)
    assert message.variables == {
        "who": "江立春",
        "role": "grid_worker",
        "where": "yard 区",
        "until": "2026-03-03 00:30",
    }
    [queued] = world.events
    assert isinstance(queued, MessageQueued)
    assert (queued.subject_kind, queued.subject_id, queued.case_id) == ("broken_glass", GRANT, None)


@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN", ("江立春", "网格员", "yard 区")), ("en", ("江立春", "grid worker"))]
)
def test_it_is_said_in_both_languages(language: str, words: tuple[str, ...]):
    [message] = told(FakeWorld()).messages.kept.values()
    said = presets().newest("glass_broken", language).render(message.variables)
    assert all(word in said for word in (*words, "2026-03-03 00:30"))


def test_every_role_that_may_break_the_glass_has_a_word_in_each_language():
    breaking = {role for role, held in Roles.load().permissions.items() if "glass.break" in held}
    for language in LANGUAGES:
        assert presets().newest("glass_broken", language).words["role"].keys() == breaking


def test_somebody_who_is_not_on_duty_is_said_by_id():
    world = FakeWorld()
    [message] = told(world, FakeGround(world)).messages.kept.values()
    assert message.variables["who"] == PERSON


def test_what_is_told_twice_makes_one_message():
    assert len(told(told(FakeWorld())).messages.kept) == 1


def test_where_nobody_answers_the_message_is_kept_and_says_so():
    world = FakeWorld()
    told(world, FakeGround(world, Answering("county 区", None)))
    [message] = world.messages.kept.values()
    assert (message.state, message.reason, message.ended_at) == (MessageState.NOT_SENT, "no_holder", NOW)
    assert not message.is_due(NOW)
    assert [type(event) for event in world.events] == [MessageQueued, MessageNotSent]
    shown = MessageSchema().dump(message)
    assert (shown["recipient_id"], shown["subject_kind"]) == (None, SubjectKind.BROKEN_GLASS.value)


def test_an_area_that_is_no_more_is_said_by_id():
    world = FakeWorld()
    [message] = told(world, FakeGround(world, Answering(None, None))).messages.kept.values()
    assert message.variables["where"] == AREA


def test_while_grids_is_away_nothing_is_kept_and_the_event_waits():
    world = FakeWorld()
    with pytest.raises(ServiceUnavailable):
        told(world, FakeGround(world, away=ServiceUnavailable(service="grids")))
    assert (world.messages.kept, world.events) == ({}, [])


def test_the_reason_is_not_even_read():
    assert "reason" not in GlassBrokenSchema().fields
