"""One client's connection: eventlet's protocol with a strict head, a strict body and a watched clock."""

import logging
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

import orjson
from eventlet import wsgi

from gateway.http.body import Body
from gateway.http.head import HeadRefused, environ_key, read_head
from gateway.http.open_connections import OpenConnections
from services.chassis.metrics import http_limited

log = logging.getLogger("linli.gateway.http")


class Connection(wsgi.HttpProtocol):
    """`waiting_since` is when the client's turn began, None while it is ours; `answering_since` the reverse.

    `among` are the open ones; `always` are headers of every answer, ready to be sent.
    """

    def __init__(
        self, among: "OpenConnections[Connection]", always: bytes, conn_state: Any, server: Any
    ) -> None:
        self._among, self._always = among, always
        self._may_stay = True
        self._closes: object = True
        self._body: Body | None = None
        self.waiting_since: float | None = time.monotonic()
        self.answering_since: float | None = None
        super().__init__(conn_state, server)

    def setup(self) -> None:
        self.capitalize_response_headers = False
        super().setup()
        self._may_stay = self._among.add(self)

    @property
    def peer(self) -> str:
        return str(self.client_address[0])

    def handle(self) -> None:
        try:
            if self._may_stay:
                super().handle()
            else:
                http_limited.labels("address", "connection").inc()
                self.send_error(HTTPStatus.TOO_MANY_REQUESTS)
        except OSError:
            log.debug("client gone")
        except Exception:
            log.exception("connection broken")

    def finish(self) -> None:
        self._among.discard(self)
        super().finish()

    @property
    def close_connection(self) -> bool:
        """True for all once the server stops, and after a body that nobody reads to its end: the answer in
        hand tells the client so."""
        return bool(self._closes) or self.conn_state[2] == wsgi.STATE_CLOSE or self._leaves_a_body

    @close_connection.setter
    def close_connection(self, closes: object) -> None:
        self._closes = closes

    def _read_request_line(self) -> bytes:
        """Nothing for a line that is longer than we read, once that is said."""
        line = bytes(super()._read_request_line() or b"")
        if len(line) < self.server.url_length_limit:
            return line
        self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
        return b""

    def parse_request(self) -> bool:
        try:
            head = read_head(self.raw_requestline, self.rfile.readline)
        except HeadRefused as refused:
            self.send_error(refused.status)
            return False
        except (wsgi.HeaderLineTooLong, wsgi.HeadersTooLarge):
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return False
        self.command, self.path, self.request_version = head.method, head.target, head.version
        self.requestline = f"{head.method} {head.target}"
        self.headers = head.headers
        self.close_connection = not head.keeps_connection
        return True

    @property
    def _leaves_a_body(self) -> bool:
        return self._body is not None and self._body.is_too_long

    def get_environ(self) -> dict[str, Any]:
        self.waiting_since, self.answering_since = None, time.monotonic()
        environ = self.server.get_environ()
        raw_path, _, query = self.path.partition("?")
        environ["REQUEST_METHOD"] = self.command
        environ["SCRIPT_NAME"] = ""
        environ["RAW_PATH_INFO"] = raw_path
        environ["PATH_INFO"] = unquote(raw_path, "latin-1") if "%" in raw_path else raw_path
        environ["QUERY_STRING"] = query
        environ["SERVER_PROTOCOL"] = self.request_version
        environ["SERVER_NAME"] = self.server.address[0]
        environ["SERVER_PORT"] = str(self.server.address[1])
        environ["REMOTE_ADDR"] = self.peer
        for name, value in self.headers.items():
            if key := environ_key(name):
                environ[key] = value
        self._add_body(environ)
        environ["eventlet.posthooks"] = []
        return environ

    def _add_body(self, environ: dict[str, Any]) -> None:
        length = environ.pop("HTTP_CONTENT_LENGTH", None)
        if length is not None:
            environ["CONTENT_LENGTH"] = length
        if (content_type := environ.pop("HTTP_CONTENT_TYPE", None)) is not None:
            environ["CONTENT_TYPE"] = content_type
        is_chunked = "HTTP_TRANSFER_ENCODING" in environ
        if is_chunked or (length is not None and length != "0"):
            self._body = body = Body(self, length or "0", is_chunked, "HTTP_EXPECT" in environ)
        else:
            self._body = None
            body = wsgi.Input(self.rfile, "0", self.connection)
        environ["wsgi.input"] = environ["eventlet.input"] = body

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self._body is not None and self._leaves_a_body and not self._body.should_send_hundred_continue:
            self._body.discard()
        self.waiting_since, self.answering_since = time.monotonic(), None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A head that cannot be read has no language and no path: the status says it all."""
        status = HTTPStatus(code)
        body = orjson.dumps({"type": "about:blank", "title": status.phrase, "status": status.value})
        later = b"Retry-After: 1\r\n" if status == HTTPStatus.TOO_MANY_REQUESTS else b""
        self.wfile.write(
            b"HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n%s%s"
            b"Connection: close\r\n\r\n%s"
            % (status, status.phrase.encode(), len(body), later, self._always, body)
        )
        self.close_connection = True
