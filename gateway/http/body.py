"""A request's body off the wire: bounded in time by a clock, and in length once nobody wants it."""

import time
from contextlib import suppress
from typing import Any, Protocol

from eventlet import wsgi

from gateway.http.chunks import Chunks

LINGER = 1_048_576
"""Bytes of an unread body that are still taken in, so that the client sees why it was refused."""


class Client(Protocol):
    """The connection that the body comes by."""

    rfile: Any
    wfile: Any
    connection: Any
    waiting_since: float | None
    close_connection: Any


class Body(wsgi.Input):
    """A request's body; while it is being read the client's clock runs."""

    def __init__(self, connection: Client, length: str, is_chunked: bool, continues: bool) -> None:
        wfile, line = (connection.wfile, b"HTTP/1.1 100 Continue\r\n") if continues else (None, None)
        super().__init__(connection.rfile, length, connection.connection, wfile, line, is_chunked)
        self._client = connection
        self._chunks = Chunks(connection.rfile)
        self._began: float | None = None
        self._is_broken = False

    def read(self, length: int | None = None) -> bytes:
        self._began = self._client.waiting_since = self._began or time.monotonic()
        try:
            return bytes(super().read(length))
        except (OSError, ValueError):
            self._is_broken = True
            raise
        finally:
            self._client.waiting_since = None

    def _chunked_read(self, rfile: Any, length: int | None = None, use_readline: bool = False) -> bytes:
        if self.should_send_hundred_continue:
            self.send_hundred_continue_response()
            self.is_hundred_continue_response_sent = True
        return self._chunks.read(LINGER if length is None else length)

    @property
    def is_too_long(self) -> bool:
        """Whether more is announced than is taken in for the sake of the connection."""
        return (self.content_length or 0) - self.position > LINGER

    def discard(self, buffer_size: int = 16 << 10) -> None:
        """Ends the connection when too much of the body is left, or what is left is no body."""
        left = LINGER
        with suppress(OSError, ValueError):  # what `read` raises makes the body a broken one
            while left >= 0 and not self._is_broken and (piece := self.read(buffer_size)):
                left -= len(piece)
        if left < 0 or self._is_broken:
            self._client.close_connection = True
