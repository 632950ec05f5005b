"""The way out of the house: ids and the template's name are logged, the text is not."""

import logging

import pytest

from services.notify.channels.domain.errors import ChannelUnknown
from services.notify.channels.domain.letter import Letter
from services.notify.channels.log_channel import LogChannel
from services.notify.channels.use_cases.send_letter import Outbound, send_letter

LETTER = Letter("message-1", "case_closed", "recipient-1", text="the text of the letter")


def test_the_log_channel_writes_ids_and_never_the_text(caplog):
    with caplog.at_level(logging.INFO, logger="linli.notify.channels"):
        LogChannel().send(LETTER)

    [record] = caplog.records
    assert (record.message_id, record.template, record.recipient_id) == (
        "message-1",
        "case_closed",
        "recipient-1",
    )
    assert LETTER.text not in str(vars(record))


def test_a_letter_does_not_show_its_text():
    assert LETTER.text not in repr(LETTER)


def test_a_letter_leaves_by_the_channel_in_use():
    sent = []

    class Remembering:
        def send(self, letter):
            sent.append(letter)

    send = Outbound({"log": LogChannel(), "remembering": Remembering()}, used="remembering")
    send(message_id="m", template_key="t", recipient_id="r", text="x")

    assert sent == [Letter("m", "t", "r", "x")]


def test_a_channel_nobody_has_is_refused():
    with pytest.raises(ChannelUnknown) as refused:
        send_letter(LETTER, {"log": LogChannel()}, "sms")
    assert refused.value.values == {"channel": "sms"}
