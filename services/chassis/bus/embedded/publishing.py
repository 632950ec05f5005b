"""A channel as publisher: returns, confirms and direct replies as on RabbitMQ."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from amqp.basic_message import Message

from services.chassis.bus.embedded import refusals
from services.chassis.bus.embedded.broker import REPLY_TO
from services.chassis.bus.embedded.line import Line, unanswered
from services.chassis.bus.embedded.messages import Publication

if TYPE_CHECKING:
    from services.chassis.bus.embedded.connection import Connection


class Publishing(Line):
    """`events` has callbacks, as py-amqp's: `basic_return` (exception, exchange, routing key,
    message) and `basic_ack` (delivery tag, multiple). Tags count from 1 at confirm_select.
    What is published has been taken: nothing of it is `unsent`."""

    unsent = 0

    def __init__(self, connection: "Connection", channel_id: int) -> None:
        super().__init__(connection, channel_id)
        self.events: defaultdict[str, set[Callable[..., Any]]] = defaultdict(set)
        self.reply_address: str | None = None
        self._is_confirming = False
        self._published = self._confirmed = 0
        if connection.confirm_publish:
            self.basic_publish = self.basic_publish_confirm  # type: ignore[method-assign]

    def confirm_select(self, nowait: bool = False) -> None:
        _ = self.held
        self._is_confirming = True

    @unanswered
    def _basic_publish(
        self,
        msg: Any,
        exchange: str = "",
        routing_key: str = "",
        mandatory: bool = False,
        immediate: bool = False,
        timeout: float | None = None,
        confirm_timeout: float | None = None,
    ) -> None:
        if immediate:
            raise refusals.not_implemented("immediate=true")
        self._published += self._is_confirming
        publication = Publication(_body(msg), self._properties(msg), exchange, routing_key)
        if not self.held.broker.publish(publication) and mandatory:
            self.post(self._on_return, publication)
        if self._is_confirming:
            self.post(self._on_ack, self._published)

    basic_publish = _basic_publish

    def basic_publish_confirm(
        self, msg: Any, *args: Any, confirm_timeout: float | None = None, **options: Any
    ) -> None:
        """Publish and wait; an unroutable mandatory message that no callback takes is raised."""
        self.confirm_select()
        number, timeout = self._published + 1, confirm_timeout or options.get("timeout")
        self._basic_publish(msg, *args, **options)
        while self._confirmed < number:
            self.held.drain_events(timeout)

    def stop_confirming(self) -> None:
        self._is_confirming = False
        self._published = self._confirmed = 0

    def _on_return(self, publication: Publication) -> None:
        callbacks = self.events.get("basic_return")
        if not callbacks:
            raise refusals.no_route()
        returned = Message(publication.body, **publication.properties)
        for callback in list(callbacks):
            callback(refusals.no_route(), publication.exchange, publication.routing_key, returned)

    def _on_ack(self, number: int) -> None:
        self._confirmed = number
        for callback in list(self.events.get("basic_ack", ())):
            callback(number, False)

    def _properties(self, msg: Any) -> dict[str, Any]:
        """As they come out of a wire: without what was not set, and nobody else's objects."""
        properties = {name: value for name, value in msg.properties.items() if value is not None}
        if "application_headers" in properties:
            properties["application_headers"] = dict(properties["application_headers"])
        if properties.get("reply_to") == REPLY_TO:
            if self.reply_address is None:
                raise refusals.precondition_failed("fast reply consumer does not exist")
            properties["reply_to"] = self.reply_address
        if not str(properties.get("expiration", "0")).isdecimal():
            raise refusals.precondition_failed(f"invalid expiration '{properties['expiration']}'")
        return properties


def _body(msg: Any) -> bytes:
    if isinstance(msg.body, str):
        encoding: str = msg.properties.setdefault("content_encoding", "utf-8")
        return msg.body.encode(encoding)
    return bytes(msg.body)
