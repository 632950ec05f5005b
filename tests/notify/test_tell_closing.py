"""One message per closing of a case, to the one the event names."""

import pytest

from services.notify.messages.domain.events import MessageQueued
from services.notify.messages.domain.state import MessageState
from services.notify.messages.use_cases.tell_closing import tell_closing
from services.notify.templates.domain.errors import VariableMissing
from tests.notify.builders import NOW, NUMBER, a_closing, a_template
from tests.notify.fakes import CALLER, FakeWorld


def test_the_recipient_is_told_by_number_and_state():
    world, closing = FakeWorld(), a_closing()

    tell_closing(closing, world, CALLER, NOW)

    [message] = world.messages.kept.values()
    assert (message.recipient_id, message.case_id) == (closing.recipient_id, closing.case_id)
    assert (message.state, message.template_edition) == (MessageState.QUEUED, "preset-1")
    assert message.variables == {"number": NUMBER, "state": "closed"}
    assert world.events == [
        MessageQueued(
            message_id=message.id,
            case_id=closing.case_id,
            template_key="case_closed",
            version=1,
            subject_kind="case",
            subject_id=closing.case_id,
        )
    ]


def test_a_closing_that_is_told_twice_makes_one_message():
    world = FakeWorld()

    tell_closing(a_closing(), world, CALLER, NOW)
    tell_closing(a_closing(), world, CALLER, NOW)

    assert len(world.messages.kept) == len(world.events) == 1


def test_another_closing_of_the_same_case_is_told_again():
    world = FakeWorld()

    tell_closing(a_closing(version=4), world, CALLER, NOW)
    tell_closing(a_closing(version=8), world, CALLER, NOW)

    assert len(world.messages.kept) == 2


def test_a_template_that_asks_for_more_than_is_known_makes_no_message():
    world = FakeWorld()
    wants_more = a_template(language="zh_CN", variables=("number", "state", "holder"))
    world.templates.own["case_closed", "zh_CN", 1] = wants_more.rewritten("{holder}", 1)[0]

    with pytest.raises(VariableMissing):
        tell_closing(a_closing(), world, CALLER, NOW)

    assert world.messages.kept == {}
    assert world.events == []
