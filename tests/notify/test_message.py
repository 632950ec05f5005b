"""A message: queued, sending, then sent or failed; a second try only after a kill."""

from datetime import timedelta

import pytest

from services.notify.messages.domain.errors import MessageNotDue, MessageNotSending
from services.notify.messages.domain.message import (
    LEASE,
    TRIES,
    MessageFailed,
    MessageQueued,
    MessageSent,
)
from services.notify.messages.domain.state import MessageState
from tests.notify.builders import NOW, a_message

A_MOMENT = timedelta(microseconds=1)


def sending(**different):
    return a_message(state=MessageState.SENDING, tries=1, leased_until=NOW + LEASE, version=2, **different)


def test_a_queued_message_says_so():
    message = a_message()
    assert message.queued() == MessageQueued(message.id, message.case_id, "case_closed", version=1)


def test_a_queued_message_is_due_at_once_and_claimed_for_one_lease():
    message = a_message()

    assert message.claim(NOW) is None

    assert (message.state, message.tries, message.version) == (MessageState.SENDING, 1, 2)
    assert message.leased_until == NOW + LEASE


def test_a_message_in_hand_is_left_alone_until_its_lease_is_over():
    with pytest.raises(MessageNotDue):
        sending().claim(NOW + LEASE - A_MOMENT)


def test_a_message_left_behind_is_tried_once_more():
    message = sending()

    assert message.claim(NOW + LEASE) is None

    assert (message.state, message.tries) == (MessageState.SENDING, TRIES)


def test_a_message_left_behind_twice_fails_with_the_reason():
    message = sending()
    message.tries = TRIES

    failed = message.claim(NOW + LEASE)

    assert failed == MessageFailed(message.id, message.case_id, "case_closed", reason="NoEnd", version=3)
    assert (message.state, message.reason, message.ended_at) == (MessageState.FAILED, "NoEnd", NOW + LEASE)


def test_a_message_that_is_given_up_fails_without_a_try():
    message = a_message()

    assert message.give_up("VariableMissing", NOW).reason == "VariableMissing"

    assert (message.state, message.tries, message.ended_at) == (MessageState.FAILED, 0, NOW)


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED])
def test_a_message_that_has_ended_is_not_given_up(state):
    with pytest.raises(MessageNotDue):
        a_message(state=state).give_up("VariableMissing", NOW)


def test_a_sent_message_says_so_and_is_held_by_nobody():
    message = sending()

    assert message.mark_sent(NOW) == MessageSent(message.id, message.case_id, "case_closed", version=3)

    assert (message.state, message.leased_until, message.ended_at) == (MessageState.SENT, None, NOW)


def test_a_failed_message_keeps_its_reason():
    message = sending()

    failed = message.mark_failed("SendingFailed", NOW)

    assert failed.reason == message.reason == "SendingFailed"


@pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.SENDING}))
def test_only_a_message_that_is_being_sent_can_end(state):
    with pytest.raises(MessageNotSending):
        a_message(state=state).mark_sent(NOW)
    with pytest.raises(MessageNotSending):
        a_message(state=state).mark_failed("SendingFailed", NOW)


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED])
def test_a_message_that_has_ended_is_never_due(state):
    message = a_message(state=state)
    assert not message.is_due(NOW + timedelta(days=365))
    with pytest.raises(MessageNotDue):
        message.claim(NOW)
