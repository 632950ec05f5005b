"""RabbitMQ through kombu and py-amqp, with what a busy channel needs beside it.

- A channel may publish while it consumes: py-amqp's basic_publish reads the socket, and a second
  reader beside the consuming greenlet breaks the stream.
- Frames of one turn of the hub leave in one send, and reads take what has come, not what is asked.
  What these give is measured in docs/performance.md.
"""

import struct
from functools import lru_cache
from typing import Any

import eventlet
from amqp import basic_message, serialization, spec, transport
from amqp.exceptions import RecoverableConnectionError
from eventlet import hubs
from kombu.transport import TRANSPORT_ALIASES, pyamqp

READ_AT_ONCE = 131_072
UNSENT_AT_MOST = 8_388_608
"""Bytes that may wait while the broker does not read; beyond it the connection is given up. What one turn of
the hub writes cannot be read before its end, and is no sign of that."""


class Message(basic_message.Message):
    """The few properties that we set, packed at once; any other goes the library's way."""

    __slots__ = ()

    def _serialize_properties(self) -> bytes:
        properties = self.properties
        if not properties.keys() <= _PLACES.keys():
            packed: bytes = super()._serialize_properties()
            return packed
        flags, parts = 0, [b""]
        for name, (bit, is_number) in _PLACES.items():
            value = properties.get(name)
            if value is not None:
                flags |= 1 << bit
                parts.append(bytes((value,)) if is_number else _short(value))
        parts[0] = struct.pack(">H", flags)
        return b"".join(parts)


_PLACES = {
    "delivery_mode": (12, True),
    "correlation_id": (10, False),
    "reply_to": (9, False),
    "expiration": (8, False),
    "message_id": (7, False),
}
"""In the order of the protocol: bit of the flag word, and whether it is one octet."""


def _short(text: str) -> bytes:
    encoded = text.encode()
    return bytes((len(encoded),)) + encoded


class Channel(pyamqp.Channel):
    @property
    def unsent(self) -> int:
        """Bytes that wait for the broker to read; whoever publishes much at once looks at them."""
        made = self.connection.transport if self.connection is not None else None
        return made.unsent if isinstance(made, TCPTransport) else 0

    def prepare_message(  # type: ignore[override]
        self,
        body: bytes,
        priority: Any = None,
        content_type: Any = None,
        content_encoding: Any = None,
        headers: Any = None,
        properties: Any = None,
    ) -> Any:
        if priority or content_type or content_encoding or headers:
            return super().prepare_message(
                body, priority, content_type, content_encoding, headers, properties
            )
        return Message(body, **(properties or {}))

    def basic_publish(
        self, msg: Any, exchange: str = "", routing_key: str = "", mandatory: bool = False, **_: Any
    ) -> None:
        if self.connection is None:
            raise RecoverableConnectionError("basic_publish: connection closed")
        arguments = _publish_arguments(exchange, routing_key, mandatory)
        self.connection.frame_writer(1, self.channel_id, spec.Basic.Publish, arguments, msg)

    def basic_ack(self, delivery_tag: int, multiple: bool = False, **_: Any) -> None:
        if self.connection is None:
            raise RecoverableConnectionError("basic_ack: connection closed")
        arguments = struct.pack(">QB", delivery_tag, multiple)
        self.connection.frame_writer(1, self.channel_id, spec.Basic.Ack, arguments, None)


@lru_cache(maxsize=1024)
def _publish_arguments(exchange: str, routing_key: str, mandatory: bool) -> bytes:
    packed: bytes = serialization.dumps("Bssbb", (0, exchange, routing_key, mandatory, False))
    return packed


class Unsent:
    """Frames of one turn of the hub, sent together by a greenlet of their own."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._frames: list[bytes] = []
        self.waiting = 0
        self._is_awake = True
        self._is_sending = False
        self._error: OSError | None = None
        self._sender = eventlet.spawn(self._send)

    def write(self, frame: Any) -> None:
        """Raises OSError when the broker has gone, or has not read for too long."""
        if self._error is not None or (self._is_sending and self.waiting > UNSENT_AT_MOST):
            raise self._error or OSError("the broker does not read")
        self._frames.append(bytes(frame))
        self.waiting += len(frame)
        if not self._is_awake:
            self._is_awake = True
            hubs.get_hub().schedule_call_global(0, self._sender.switch)

    def close(self) -> None:
        self._sender.kill()

    def _send(self) -> None:
        hub = hubs.get_hub()
        while self._error is None:
            while self._frames:
                frames, self._frames, self._is_sending = self._frames, [], True
                try:
                    self._socket.sendall(b"".join(frames) if len(frames) > 1 else frames[0])
                except OSError as error:
                    self._error = error
                self.waiting, self._is_sending = sum(map(len, self._frames)), False
            self._is_awake = False
            hub.switch()


class TCPTransport(transport.TCPTransport):
    _read_buffer: bytes

    def _read(self, n: int, initial: bool = False, _errnos: Any = ()) -> bytes:
        """Exactly n bytes, out of what one recv brought."""
        held: bytes = self._read_buffer
        while len(held) < n:
            come = self._quick_recv(READ_AT_ONCE)
            if not come:
                raise OSError("Server unexpectedly closed connection")
            held += come
            self._read_buffer = held
        taken, self._read_buffer = held[:n], held[n:]
        return taken

    @property
    def unsent(self) -> int:
        return self._unsent.waiting if hasattr(self, "_unsent") else 0

    def send_together(self) -> None:
        """From now on frames wait for the end of the hub's turn."""
        self._unsent = Unsent(self.sock)
        self._write = self._unsent.write

    def close(self) -> None:
        if hasattr(self, "_unsent"):
            self._unsent.close()
        super().close()


class Connection(pyamqp.Connection):
    Channel = Channel

    def Transport(self, *address: Any, **options: Any) -> Any:  # noqa: N802 - amqp's name
        made = super().Transport(*address, **options)
        if type(made) is transport.TCPTransport:
            made.__class__ = TCPTransport
        return made

    def connect(self, callback: Any = None) -> Any:
        connected = super().connect(callback)
        if isinstance(self.transport, TCPTransport):
            self.transport.send_together()
        return connected


class Transport(pyamqp.Transport):
    Connection = Connection


def install() -> None:
    """Make every `amqp://` connection of this process one of ours."""
    TRANSPORT_ALIASES["amqp"] = f"{__name__}:Transport"
