"""The HTTP base: eventlet's WSGI server with bounds on everything (docs/decisions/gateway-http.md)."""

import socket
import time
from functools import partial
from typing import Any
from wsgiref.types import WSGIApplication

import eventlet
from eventlet import greenio, wsgi

from gateway.http.connection import Connection

SOCKET_TIMEOUT = 30.0
"""Seconds without a byte, in either direction, after which a client is given up."""
READ_WITHIN = 60.0
"""Seconds from the last answer to the whole next head, or for one body, however steadily it trickles."""
MOST_CONNECTIONS = 1000
LONGEST_LINE = 8192
BACKLOG = 512


class HttpServer:
    """Listens from `start` to `stop`; every connection has a green thread, at most `connections` of them."""

    def __init__(
        self, app: WSGIApplication, host: str, port: int, connections: int = MOST_CONNECTIONS
    ) -> None:
        self._app = app
        self._address = (host, port)
        self._threads = eventlet.GreenPool(connections)
        self._open: set[Connection] = set()
        self._socket: Any = None
        self._running: list[Any] = []

    @property
    def port(self) -> int:
        """The port that is listened on; the one asked for may have been 0, any free one."""
        return int(self._socket.getsockname()[1])

    def start(self) -> None:
        """Raises OSError when the address is taken."""
        self._socket = eventlet.listen(self._address, backlog=BACKLOG, reuse_port=False)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._running = [eventlet.spawn(self._serve), eventlet.spawn(self._give_up_the_slow)]

    def stop(self, within: float) -> None:
        """Takes no new connection, lets answers in hand end within so many seconds, then drops them."""
        for thread in self._running:
            thread.kill()
        self._socket.close()
        ends_at = time.monotonic() + within
        while self._threads.running() and time.monotonic() < ends_at:
            eventlet.sleep(0.01)
        for thread in list(self._threads.coroutines_running):
            thread.kill()

    def _serve(self) -> None:
        wsgi.server(
            self._socket,
            self._app,
            log_output=False,
            debug=False,
            protocol=partial(Connection, self._open),
            custom_pool=self._threads,
            url_length_limit=LONGEST_LINE,
            socket_timeout=SOCKET_TIMEOUT,
        )

    def _give_up_the_slow(self) -> None:
        """A socket time-out starts anew with every byte; this one does not."""
        while True:
            eventlet.sleep(READ_WITHIN / 10)
            oldest = time.monotonic() - READ_WITHIN
            for connection in list(self._open):
                if connection.waiting_since is not None and connection.waiting_since < oldest:
                    greenio.shutdown_safe(connection.connection)
