"""The HTTP base: eventlet's WSGI server with bounds on everything (docs/decisions/gateway-http.md)."""

import socket
import time
from collections.abc import Iterable
from functools import partial
from typing import Any
from wsgiref.types import WSGIApplication

import eventlet
from eventlet import greenio, wsgi

from gateway.answer import NOT_KEPT, OWN_THINGS_ONLY, security_headers
from gateway.http.connection import Connection
from gateway.http.open_connections import OpenConnections
from services.chassis.proxies import Proxies
from services.chassis.settings import HttpSettings

SOCKET_TIMEOUT = 30.0
"""Seconds without a byte, in either direction, after which a client is given up."""
READ_WITHIN = 60.0
"""Seconds from the last answer to the whole next head, or for one body, however steadily it trickles."""
ANSWER_WITHIN = 600.0
"""Seconds for one answer to be made and taken, however steadily somebody takes a byte of it."""
LONGEST_LINE = 8192
BACKLOG = 512


class HttpServer:
    """Listens from `start` to `stop`; every connection has a green thread, at most `connections` of them."""

    def __init__(self, app: WSGIApplication, settings: HttpSettings) -> None:
        self._app = app
        self._address = (settings.host, settings.port)
        self._threads = eventlet.GreenPool(settings.connections)
        proxies = Proxies.parse(settings.trusted_proxies)
        self._open: OpenConnections[Connection] = OpenConnections(settings.address_connections, proxies)
        self._always = _written([NOT_KEPT, OWN_THINGS_ONLY, *security_headers(settings.hsts)])
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
            protocol=partial(Connection, self._open, self._always),
            custom_pool=self._threads,
            url_length_limit=LONGEST_LINE,
            socket_timeout=SOCKET_TIMEOUT,
        )

    def _give_up_the_slow(self) -> None:
        """A socket time-out starts anew with every byte; this one does not."""
        while True:
            eventlet.sleep(READ_WITHIN / 10)
            now = time.monotonic()
            for connection in self._open:
                if _is_past(connection.waiting_since, now - READ_WITHIN) or _is_past(
                    connection.answering_since, now - ANSWER_WITHIN
                ):
                    greenio.shutdown_safe(connection.connection)


def _is_past(since: float | None, oldest: float) -> bool:
    return since is not None and since < oldest


def _written(headers: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
