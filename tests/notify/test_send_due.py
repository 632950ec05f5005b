"""Claim, send outside any transaction, mark; whatever happens in between, nothing is lost or hidden."""

from datetime import timedelta

import pytest

from services.chassis.clock import FixedClock
from services.notify.channels.domain.outcome import refused
from services.notify.messages.domain.events import MessageFailed, MessageSent
from services.notify.messages.domain.state import MessageState
from services.notify.messages.use_cases import send_due as sending
from tests.notify.builders import LEASE, NOW, NUMBER, a_message
from tests.notify.fakes import CALLER, FakeContacts, FakeOutbound, FakeWorld

RECIPIENT = a_message().recipient_id
WAIT = timedelta(minutes=1)


class Killed(BaseException):
    """The process ends here."""


def a_world(*messages):
    world = FakeWorld()
    for message in messages:
        world.messages.add(message)
    return world, FakeOutbound(world), FixedClock(NOW)


def send_due(world, channel, caller, clock, contacts=None, **limit):
    sending.send_due(world, channel, contacts or FakeContacts(world), caller, clock, **limit)


def only(world):
    [message] = world.messages.kept.values()
    return message


def test_a_queued_message_is_sent_once():
    world, channel, clock = a_world(a_message())

    send_due(world, channel, CALLER, clock)
    send_due(world, channel, CALLER, clock)

    message = only(world)
    text = f"您好，您反映的事项 {NUMBER} 已办结。感谢您对社区工作的支持。"
    assert channel.sent == [
        {
            "message_id": message.id,
            "template_key": "case_closed",
            "recipient_id": message.recipient_id,
            "language": "zh_CN",
            "written_at": message.queued_at,
            "subject": f"事项 {NUMBER} 已办结",
            "text": text,
            "address": None,
        }
    ]
    assert (message.state, message.tries, message.ended_at) == (MessageState.SENT, 1, NOW)
    assert [type(event) for event in world.events] == [MessageSent]


def test_the_one_that_waits_longest_goes_first_and_no_more_than_the_limit():
    young, old = a_message(id="young"), a_message(id="old", queued_at=NOW - timedelta(minutes=1))
    world, channel, clock = a_world(young, old)

    send_due(world, channel, CALLER, clock, limit=1)

    assert [sent["message_id"] for sent in channel.sent] == ["old"]
    assert world.messages.kept["young"].state is MessageState.QUEUED


def test_a_channel_that_refuses_makes_the_message_fail_with_the_reason_and_the_next_one_goes_on():
    world, channel, clock = a_world(a_message())
    channel.outcomes = [refused("5xx")]

    send_due(world, channel, CALLER, clock)

    assert (only(world).state, only(world).reason) == (MessageState.FAILED, "5xx")
    assert [type(event) for event in world.events] == [MessageFailed]


@pytest.mark.parametrize(
    ("different", "reason"),
    [
        ({"variables": {"number": NUMBER}}, "VariableMissing"),
        ({"template_edition": "own-9"}, "TemplateUnknown"),
    ],
)
def test_a_message_that_cannot_be_worded_fails_before_it_is_sent(different, reason):
    world, channel, clock = a_world(a_message(**different))

    send_due(world, channel, CALLER, clock)

    assert channel.sent == []
    assert (only(world).state, only(world).reason) == (MessageState.FAILED, reason)


def test_a_message_whose_process_was_killed_is_tried_once_more_after_its_lease():
    world, channel, clock = a_world(a_message())
    killed_while_sending(world, channel, clock)

    channel.error = None
    clock.moment = NOW + LEASE - timedelta(microseconds=1)
    send_due(world, channel, CALLER, clock)
    assert channel.sent == []

    clock.moment = NOW + LEASE
    send_due(world, channel, CALLER, clock)
    assert len(channel.sent) == 1
    assert (only(world).state, only(world).tries) == (MessageState.SENT, 2)
    assert only(world).possibly_twice


def test_a_message_that_kills_twice_fails_and_is_not_sent_again():
    world, channel, clock = a_world(a_message())
    killed_while_sending(world, channel, clock)
    clock.moment = NOW + LEASE
    killed_while_sending(world, channel, clock)

    clock.moment = NOW + 2 * LEASE
    channel.error = None
    send_due(world, channel, CALLER, clock)

    assert channel.sent == []
    assert (only(world).state, only(world).reason, only(world).tries) == (MessageState.FAILED, "NoEnd", 2)


def test_neighbours_of_a_message_that_kills_are_sent_by_the_next_run():
    world, channel, clock = a_world(a_message(id="first", queued_at=NOW - LEASE), a_message(id="second"))
    killed_while_sending(world, channel, clock)

    channel.error = None
    send_due(world, channel, CALLER, clock)

    assert [sent["message_id"] for sent in channel.sent] == ["second"]


def killed_while_sending(world, channel, clock):
    channel.error = Killed()
    with pytest.raises(Killed):
        send_due(world, channel, CALLER, clock)
    assert MessageState.SENDING in {message.state for message in world.messages.kept.values()}


def test_what_left_before_a_restore_does_not_leave_again():
    world, channel, clock = a_world(a_message())
    left_at = NOW - timedelta(minutes=3)
    world.messages.note_left({a_message().id: left_at})

    send_due(world, channel, CALLER, clock)

    message = only(world)
    assert channel.sent == []
    assert (message.state, message.ended_at, message.tries) == (MessageState.SENT, left_at, 0)
    assert [type(event) for event in world.events] == [MessageSent]
