"""The channel of a house without a carrier: it logs that a letter left, never what it says."""

import logging

from services.notify.channels.domain.letter import Letter

log = logging.getLogger("linli.notify.channels")


class LogChannel:
    def send(self, letter: Letter) -> None:
        log.info(
            "message sent",
            extra={
                "message_id": letter.message_id,
                "template": letter.template_key,
                "recipient_id": letter.recipient_id,
            },
        )
