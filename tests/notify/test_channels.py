"""The way out of the house: ids and the template's name are logged, the text is not."""

import logging
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from services.chassis.caller import Caller
from services.chassis.practice import practice_of
from services.chassis.settings import Settings, SmtpSettings
from services.notify.channels.domain.errors import ChannelUnknown
from services.notify.channels.domain.outcome import OUT, PRACTISED, refused
from services.notify.channels.log_channel import LogChannel
from services.notify.channels.log_lines import note
from services.notify.channels.smtp.channel import SmtpChannel
from services.notify.channels.use_cases.send_letter import Outbound
from services.notify.channels.ways_out import WaysOut
from services.notify.messages.use_cases.send_due import BEGUN_WITHIN
from tests.notify.letters import LETTER, given

MAILING = Settings(channel="smtp", smtp=SmtpSettings(host="mail.example.test", waits="1 2.5"))
CALLER = Caller("chenghua", "notify", "service")
used = WaysOut().used


def test_the_log_channel_writes_ids_and_never_the_text(caplog):
    with caplog.at_level(logging.INFO, logger="linli.notify.channels"):
        assert LogChannel().send(LETTER) is OUT

    [record] = caplog.records
    assert (record.message_id, record.template, record.recipient_id) == (
        "message-1",
        "case_closed",
        "recipient-1",
    )
    assert LETTER.text not in str(vars(record))


def test_what_was_not_sent_is_a_line_with_a_code_and_no_address(caplog):
    note(LETTER, refused("5xx"))

    [record] = caplog.records
    assert (record.levelname, record.message_id, record.code) == ("WARNING", "message-1", "5xx")
    for secret in (LETTER.text, LETTER.subject, str(LETTER.address)):
        assert secret not in str(vars(record))


@pytest.mark.parametrize("secret", [LETTER.text, LETTER.subject, str(LETTER.address)])
def test_a_letter_shows_neither_text_nor_address(secret):
    assert secret not in repr(LETTER)


def test_a_letter_leaves_by_the_channel_in_use():
    sent = []

    class Remembering(LogChannel):
        def send(self, letter):
            sent.append(letter)
            return OUT

    outbound = Outbound.of({"log": LogChannel(), "remembering": Remembering()}, used="remembering")
    with outbound.opened() as send:
        assert send(**given(LETTER)) is OUT

    assert sent == [LETTER]


def test_a_channel_nobody_has_is_refused():
    with pytest.raises(ChannelUnknown) as refusal:
        Outbound.of({"log": LogChannel()}, "sms")
    assert refusal.value.values == {"channel": "sms"}


def test_only_where_the_settings_say_so_are_letters_mailed():
    mailing = used(MAILING, CALLER)
    assert (used(Settings(), CALLER).needs_address, mailing.needs_address) == (False, True)
    assert [wait.total_seconds() for wait in mailing.waits] == [1, 2.5]


@pytest.mark.parametrize("settings", [Settings(), MAILING], ids=["log", "smtp"])
def test_nothing_of_a_practice_district_leaves_by_any_channel_and_no_line_says_that_it_did(settings, caplog):
    there = replace(CALLER, district=practice_of(CALLER.district))
    with caplog.at_level(logging.DEBUG), used(settings, there).opened() as send:
        assert send(**given(LETTER)) is PRACTISED
    assert caplog.records == []


def test_a_try_by_mail_ends_before_its_lease_and_a_run_before_its_end():
    """To connect, to be let in, and the letter: each within the timeout."""
    longest = between_of("timeout")["most"]
    for timeout in (between_of("timeout")["least"], longest):
        assert SmtpChannel(SmtpSettings(timeout=timeout)).lease > timedelta(seconds=3 * timeout)
    assert BEGUN_WITHIN + timedelta(seconds=3 * longest) < timedelta(seconds=60)


def between_of(name):
    [setting] = [each for each in fields(SmtpSettings) if each.name == name]
    return setting.metadata
