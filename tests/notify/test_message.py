"""A message: queued, sending, then sent or failed; a second try only after a kill."""

from datetime import timedelta

import pytest

from services.notify.messages.domain.errors import MessageNotDue, MessageNotSending
from services.notify.messages.domain.events import (
    MessageFailed,
    MessageNotSent,
    MessagePractised,
    MessageQueued,
    MessageSent,
)
from services.notify.messages.domain.state import MessageState, NotSent
from tests.notify.builders import LEASE, NOW, a_message

A_MOMENT = timedelta(microseconds=1)
ENDED = [MessageState.SENT, MessageState.FAILED, MessageState.NOT_SENT, MessageState.PRACTISED]
WAITS = (timedelta(minutes=1), timedelta(minutes=5))


def sending(**different):
    return a_message(state=MessageState.SENDING, tries=1, leased_until=NOW + LEASE, version=2, **different)


def named(message):
    return {
        "message_id": message.id,
        "case_id": message.case_id,
        "template_key": "case_closed",
        "subject_kind": "case",
        "subject_id": message.case_id,
    }


def test_a_queued_message_says_so():
    message = a_message()
    assert message.queued() == MessageQueued(**named(message), version=1)


def test_a_queued_message_is_due_at_once_and_claimed_for_one_lease():
    message = a_message()

    assert message.claim(NOW, LEASE) is None

    assert (message.state, message.tries, message.version) == (MessageState.SENDING, 1, 2)
    assert message.leased_until == NOW + LEASE


def test_a_message_in_hand_is_left_alone_until_its_lease_is_over():
    with pytest.raises(MessageNotDue):
        sending().claim(NOW + LEASE - A_MOMENT, LEASE)


def test_a_message_that_was_worded_for_training_ends_in_a_state_of_its_own():
    message = sending()

    assert message.mark_practised(NOW) == MessagePractised(**named(message), version=3)

    assert (message.state, message.reason, message.ended_at) == (MessageState.PRACTISED, None, NOW)
    assert not message.is_due(NOW + LEASE)


def test_a_message_left_behind_is_tried_once_more():
    message = sending()

    assert message.claim(NOW + LEASE, LEASE) is None

    assert (message.state, message.tries, message.possibly_twice) == (MessageState.SENDING, 2, True)


def test_a_message_left_behind_twice_fails_with_the_reason():
    message = sending(possibly_twice=True)

    failed = message.claim(NOW + LEASE, LEASE)

    assert failed == MessageFailed(**named(message), reason="NoEnd", version=3)
    assert (message.state, message.reason, message.ended_at) == (MessageState.FAILED, "NoEnd", NOW + LEASE)


def test_a_message_that_is_given_up_fails_without_a_try():
    message = a_message()

    assert message.give_up("VariableMissing", NOW).reason == "VariableMissing"

    assert (message.state, message.tries, message.ended_at) == (MessageState.FAILED, 0, NOW)


@pytest.mark.parametrize("state", ENDED)
def test_a_message_that_has_ended_is_not_given_up(state):
    with pytest.raises(MessageNotDue):
        a_message(state=state).give_up("VariableMissing", NOW)


def test_a_sent_message_says_so_and_is_held_by_nobody():
    message = sending()

    assert message.mark_sent(NOW) == MessageSent(**named(message), version=3)

    assert (message.state, message.leased_until, message.ended_at) == (MessageState.SENT, None, NOW)


def test_a_failed_message_keeps_its_reason():
    message = sending()

    failed = message.mark_failed("5xx", NOW)

    assert failed.reason == message.reason == "5xx"


@pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.SENDING}))
def test_only_a_message_that_is_being_sent_can_end(state):
    with pytest.raises(MessageNotSending):
        a_message(state=state).mark_sent(NOW)
    with pytest.raises(MessageNotSending):
        a_message(state=state).mark_failed("5xx", NOW)


@pytest.mark.parametrize("state", ENDED)
def test_a_message_that_has_ended_is_never_due(state):
    message = a_message(state=state)
    assert not message.is_due(NOW + timedelta(days=365))
    with pytest.raises(MessageNotDue):
        message.claim(NOW, LEASE)


@pytest.mark.parametrize("reason", list(NotSent))
def test_a_message_that_is_withheld_says_why(reason):
    message = a_message()

    withheld = message.withhold(reason, NOW)

    assert withheld == MessageNotSent(**named(message), reason=reason.value, version=2)
    assert (message.state, message.reason, message.tries) == (MessageState.NOT_SENT, reason.value, 0)
    assert (message.ended_at, message.possibly_twice) == (NOW, False)


@pytest.mark.parametrize(
    "different",
    [
        {"state": MessageState.SENDING, "leased_until": NOW},
        {"possibly_twice": True},
    ],
    ids=["left behind", "in doubt"],
)
def test_of_a_message_that_may_be_out_nobody_says_that_it_was_not_sent(different):
    message = a_message(tries=1, **different)

    assert message.withhold(NotSent.DEAD, NOW).reason == "NoEnd"

    assert message.state is MessageState.FAILED


def test_a_message_in_hand_is_not_withheld():
    with pytest.raises(MessageNotDue):
        sending().withhold(NotSent.DEAD, NOW)


@pytest.mark.parametrize(("tries", "wait"), [(1, WAITS[0]), (2, WAITS[1])])
def test_a_message_is_put_back_for_longer_try_by_try(tries, wait):
    message = sending()
    message.tries = tries

    assert message.try_later("4xx", NOW, WAITS) is None

    assert (message.state, message.reason, message.next_try_at) == (MessageState.QUEUED, "4xx", NOW + wait)
    assert (message.leased_until, message.possibly_twice, message.version) == (None, False, 3)
    assert not message.is_due(NOW + wait - A_MOMENT)
    assert message.is_due(NOW + wait)


def test_after_the_last_wait_a_message_fails_with_the_last_reason():
    message = sending()
    message.tries = len(WAITS) + 1

    failed = message.try_later("4xx", NOW, WAITS)

    assert failed == MessageFailed(**named(message), reason="4xx", version=3)
    assert (message.state, message.next_try_at) == (MessageState.FAILED, None)


def test_a_message_in_doubt_is_tried_once_more_and_says_so():
    message = sending()

    assert message.try_later("no_answer", NOW, WAITS, is_in_doubt=True) is None

    assert (message.state, message.possibly_twice) == (MessageState.QUEUED, True)


def test_a_message_in_doubt_twice_is_not_sent_a_third_time():
    message = sending(possibly_twice=True)

    assert message.try_later("no_answer", NOW, WAITS, is_in_doubt=True).reason == "NoEnd"

    assert message.state is MessageState.FAILED


def test_a_message_that_may_be_out_already_may_still_be_put_off_without_doubt():
    message = sending(possibly_twice=True)
    assert message.try_later("4xx", NOW, WAITS) is None
    assert (message.state, message.possibly_twice) == (MessageState.QUEUED, True)


def test_a_message_that_was_put_back_and_then_sent_has_no_reason_left():
    message = sending()
    message.try_later("4xx", NOW, WAITS)
    message.claim(NOW + WAITS[0], LEASE)

    message.mark_sent(NOW + WAITS[0])

    assert (message.state, message.reason, message.next_try_at) == (MessageState.SENT, None, None)
    assert (message.tries, message.possibly_twice) == (2, False)


@pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.SENDING}))
def test_only_a_message_that_is_being_sent_is_put_back(state):
    with pytest.raises(MessageNotSending):
        a_message(state=state).try_later("4xx", NOW, WAITS)
