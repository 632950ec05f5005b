"""A line for each try: ids, the template's name and a code; neither address nor text."""

import logging

from services.notify.channels.domain.letter import Letter
from services.notify.channels.domain.outcome import Outcome

log = logging.getLogger("linli.notify.channels")


def note(letter: Letter, outcome: Outcome) -> None:
    named = {
        "message_id": letter.message_id,
        "template": letter.template_key,
        "recipient_id": letter.recipient_id,
    }
    if outcome.reason is None:
        log.info("message sent", extra=named)
    else:
        log.warning("message not sent", extra=named | {"code": outcome.reason})
