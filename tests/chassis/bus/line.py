"""A connection that is drained by a greenlet of its own, and consumers that keep what they hear."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import eventlet
from kombu import Connection

PATIENCE = 10.0
LOOK_UP_EVERY = 0.05


def eventually(is_so: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it came true in time."""
    ends_at = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends_at:
            return False
        eventlet.sleep(0.002)
    return True


class Line:
    """A connection with one channel, and a greenlet that drains it once somebody listens."""

    def __init__(self, uri: str, options: dict[str, Any]) -> None:
        self.connection = Connection(uri, transport_options=options)
        self.channel: Any = self.connection.channel()
        self._drainer: Any = None
        self._is_quiet = False

    def listen(self, queue: str, **options: Any) -> "Listener":
        with self.quiet():
            listener = Listener(self, queue, **options)
        self.drain()
        return listener

    def drain(self) -> None:
        if self._drainer is None:
            self._drainer = eventlet.spawn(self._drain)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """While it is not drained: py-amqp cannot ask and drain in two greenlets at once."""
        drainer, self._drainer = self._drainer, None
        self.hush()
        if drainer is not None:
            drainer.wait()
        self._is_quiet = False
        yield
        if drainer is not None:
            self.drain()

    def hush(self) -> None:
        """Ask the drainer to end, without waiting for it."""
        self._is_quiet = True

    def close(self) -> None:
        with self.quiet():
            self.connection.release()

    def _drain(self) -> None:
        while not self._is_quiet and self.connection.connected:
            try:
                self.connection.drain_events(timeout=LOOK_UP_EVERY)
            except TimeoutError:
                continue


class Listener:
    """A consumer that keeps what it is sent; `acks` says what it does with each at once."""

    def __init__(
        self,
        line: Line,
        queue: str,
        *,
        prefetch: int = 0,
        no_ack: bool = False,
        acks: bool = True,
        **options: Any,
    ) -> None:
        self.line = line
        self.messages: list[Any] = []
        self.channel: Any = line.connection.channel()
        self._acks = acks and not no_ack
        self.channel.basic_qos(0, prefetch, False)
        self.tag = self.channel.basic_consume(queue=queue, no_ack=no_ack, callback=self._receive, **options)

    @property
    def bodies(self) -> list[str]:
        return [message.body.decode() for message in self.messages]

    @property
    def redelivered(self) -> list[str]:
        return [message.body.decode() for message in self.messages if message.delivery_info["redelivered"]]

    def hears(self, number: int) -> bool:
        """Whether it was sent that many in time."""
        return eventually(lambda: len(self.messages) >= number)

    def ack(self, message: Any) -> None:
        self.channel.basic_ack(message.delivery_tag)

    def cancel(self) -> None:
        with self.line.quiet():
            self.channel.basic_cancel(self.tag)

    def close(self) -> None:
        """Its channel only."""
        with self.line.quiet():
            self.channel.close()

    def _receive(self, message: Any) -> None:
        self.messages.append(message)
        if self._acks:
            self.ack(message)
