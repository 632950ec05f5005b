"""Recipients are looked up when they are written to; what is put off or in doubt comes again."""

from datetime import timedelta

import pytest

from services.chassis.errors import ServiceUnavailable
from services.notify.channels.domain.outcome import in_doubt, later
from services.notify.messages.domain.events import MessageNotSent
from services.notify.messages.domain.state import MessageState
from services.notify.messages.use_cases import send_due as sending
from services.notify.messages.use_cases.ports import Contact
from tests.notify.builders import NOW, a_message
from tests.notify.fakes import CALLER, FakeContacts
from tests.notify.test_send_due import a_world, only, send_due

RECIPIENT = a_message().recipient_id
WAIT = timedelta(minutes=1)


def by_mail(*messages, **contacts):
    world, channel, clock = a_world(*messages)
    channel.needs_address = True
    known = {RECIPIENT: Contact("living", "zhang@example.org")} | contacts
    return world, channel, clock, FakeContacts(world, known)


def test_an_address_is_asked_for_when_the_message_is_sent_and_each_recipient_once():
    messages = [a_message(id=f"{number}") for number in range(3)] + [a_message(id="3", recipient_id="li")]
    world, channel, clock, contacts = by_mail(*messages, li=Contact("living", "li@example.org"))

    send_due(world, channel, CALLER, clock, contacts)

    assert contacts.asked == [[RECIPIENT], ["li"]]
    assert [sent["address"] for sent in channel.sent] == ["zhang@example.org"] * 3 + ["li@example.org"]


def test_where_nothing_is_due_nobody_is_asked():
    world, channel, clock, contacts = by_mail(a_message(next_try_at=NOW + WAIT))
    send_due(world, channel, CALLER, clock, contacts)
    assert (contacts.asked, channel.sent) == ([], [])


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (Contact("dead"), "dead"),
        (Contact("moved_out"), "moved_out"),
        (Contact("unknown"), "unknown"),
        (Contact("living"), "no_address"),
        (Contact("dead", "zhang@example.org"), "dead"),
        (Contact("moved_out", "zhang@example.org"), "moved_out"),
    ],
)
def test_who_is_not_written_to_gets_nothing_and_the_reason_is_kept(contact, reason):
    world, channel, clock, contacts = by_mail(a_message(), **{RECIPIENT: contact})

    send_due(world, channel, CALLER, clock, contacts)

    assert channel.sent == []
    assert (only(world).state, only(world).reason) == (MessageState.NOT_SENT, reason)
    assert [type(event) for event in world.events] == [MessageNotSent]


def test_people_on_duty_have_no_address_and_members_is_not_asked_of_them():
    world, channel, clock, contacts = by_mail(a_message())
    world.on_duty.staff.add(RECIPIENT)

    send_due(world, channel, CALLER, clock, contacts)

    assert (channel.sent, contacts.asked) == ([], [])
    assert (only(world).state, only(world).reason) == (MessageState.NOT_SENT, "no_address")


def test_who_dies_between_two_tries_gets_no_second_one():
    world, channel, clock, contacts = by_mail(a_message())
    channel.outcomes = [later("4xx")]
    send_due(world, channel, CALLER, clock, contacts)
    contacts.known[RECIPIENT] = Contact("dead")

    clock.moment = NOW + WAIT
    send_due(world, channel, CALLER, clock, contacts)

    assert len(channel.sent) == 1
    assert (only(world).state, only(world).reason) == (MessageState.NOT_SENT, "dead")


def test_while_nobody_says_how_recipients_are_reached_nothing_is_taken_in_hand():
    world, channel, clock, contacts = by_mail(a_message())
    contacts.away = ServiceUnavailable(service="members")

    send_due(world, channel, CALLER, clock, contacts)

    assert (only(world).state, only(world).tries, only(world).version) == (MessageState.QUEUED, 0, 1)


def test_when_members_goes_away_in_a_run_what_was_looked_up_is_sent_and_the_rest_waits():
    messages = [a_message(id="1"), a_message(id="2", recipient_id="li")]
    world, channel, clock, contacts = by_mail(*messages)

    def once(ids):
        found = contacts(ids)
        contacts.away = ServiceUnavailable(service="members")
        return found

    send_due(world, channel, CALLER, clock, once)

    assert [world.messages.kept[id].state for id in "12"] == [MessageState.SENT, MessageState.QUEUED]


def test_a_temporary_refusal_is_tried_again_at_its_time_and_the_next_message_goes_on():
    first, second = a_message(id="1"), a_message(id="2")
    world, channel, clock, contacts = by_mail(first, second)
    channel.outcomes = [later("4xx")]

    send_due(world, channel, CALLER, clock, contacts)
    assert [sent["message_id"] for sent in channel.sent] == ["1", "2"]
    assert (world.messages.kept["1"].reason, world.messages.kept["1"].next_try_at) == ("4xx", NOW + WAIT)

    clock.moment = NOW + WAIT
    send_due(world, channel, CALLER, clock, contacts)
    assert [sent["message_id"] for sent in channel.sent] == ["1", "2", "1"]
    assert {message.state for message in world.messages.kept.values()} == {MessageState.SENT}


def test_when_the_channel_is_away_the_others_are_not_taken_in_hand():
    others = a_message(id="2", recipient_id="li")
    world, channel, clock, contacts = by_mail(a_message(id="1"), others)
    channel.outcomes = [later("unreachable", is_away=True)]

    send_due(world, channel, CALLER, clock, contacts)

    assert contacts.asked == [[RECIPIENT]]
    kept = world.messages.kept
    assert [(kept[id].tries, kept[id].state) for id in "12"] == [
        (1, MessageState.QUEUED),
        (0, MessageState.QUEUED),
    ]


def test_a_message_that_is_put_off_again_and_again_fails_in_the_end():
    world, channel, clock, contacts = by_mail(a_message())
    channel.outcomes = [later("4xx")] * 5

    for _ in range(5):
        send_due(world, channel, CALLER, clock, contacts)
        clock.moment += timedelta(days=1)

    assert len(channel.sent) == len(channel.waits) + 1
    assert (only(world).state, only(world).reason) == (MessageState.FAILED, "4xx")


def test_a_message_in_doubt_leaves_twice_at_most_under_one_id():
    world, channel, clock, contacts = by_mail(a_message())
    channel.outcomes = [in_doubt("no_answer")] * 5

    for _ in range(5):
        send_due(world, channel, CALLER, clock, contacts)
        clock.moment += timedelta(days=1)

    assert [sent["message_id"] for sent in channel.sent] == [only(world).id] * 2
    assert channel.sent[0] == channel.sent[1]
    assert (only(world).state, only(world).reason) == (MessageState.FAILED, "NoEnd")
    assert only(world).possibly_twice


def test_a_run_that_has_lasted_begins_no_new_letter():
    world, channel, clock, contacts = by_mail(a_message(id="1"), a_message(id="2"))
    moments = iter([NOW, NOW, NOW + sending.BEGUN_WITHIN, NOW, NOW + 2 * sending.BEGUN_WITHIN])
    clock.now = lambda: next(moments)

    send_due(world, channel, CALLER, clock, contacts)

    assert [sent["message_id"] for sent in channel.sent] == ["1"]
