"""A letter, one with a difference, and how some end that are mailed."""

from dataclasses import fields, replace
from typing import Any

from services.chassis.settings import SmtpSettings
from services.notify.channels.domain.letter import Letter
from services.notify.channels.domain.outcome import Outcome
from services.notify.channels.smtp.channel import SmtpChannel
from tests.notify.builders import NOW

LETTER = Letter(
    "message-1",
    "case_closed",
    "recipient-1",
    "zh_CN",
    NOW,
    subject="the subject of the letter",
    text="the text of the letter",
    address="zhang@example.org",
)


def a_letter(**different: Any) -> Letter:
    return replace(LETTER, **different)


def given(letter: Letter) -> dict[str, Any]:
    return {each.name: getattr(letter, each.name) for each in fields(letter)}


def sent(settings: SmtpSettings, *letters: Letter) -> list[Outcome]:
    """By one connection."""
    with SmtpChannel(settings).opened() as deliver:
        return [deliver(letter) for letter in letters]
