"""A channel with the surface of py-amqp's, as far as the house uses it."""

from typing import Any

from amqp import basic_message
from kombu.transport import pyamqp

from services.chassis.bus.embedded.consuming import Consuming
from services.chassis.bus.embedded.declaring import Declaring


class Channel(Consuming, Declaring):
    Message = pyamqp.Message

    def close(self) -> None:
        """What it had unacked is back in the queues, in order."""
        connection = self.connection
        if connection is None:
            return
        self.bare()
        connection.channels.pop(self.channel_id, None)
        self.connection = None
        self.events.clear()

    def prepare_message(
        self,
        body: Any,
        priority: int | None = None,
        content_type: str | None = None,
        content_encoding: str | None = None,
        headers: dict[str, Any] | None = None,
        properties: dict[str, Any] | None = None,
    ) -> basic_message.Message:
        return basic_message.Message(
            body,
            priority=priority,
            content_type=content_type,
            content_encoding=content_encoding,
            application_headers=headers,
            **properties or {},
        )

    def message_to_python(self, raw_message: basic_message.Message) -> pyamqp.Message:
        return self.Message(raw_message, channel=self)
