"""The probe port of a process: `/healthz`, `/readyz`, `/metrics` (D18).

A real thread answers, so that a stuck hub cannot hide; what needs the hub is written down by
the hub itself, and the thread only reads it. No lock is shared: plain attributes suffice.
"""

import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import eventlet
from eventlet.patcher import original

from services.chassis import metrics

log = logging.getLogger(__name__)

_socket = original("socket")
_thread = original("_thread")
_real_sleep = original("time").sleep

RED_AFTER = 30.0
BEAT = 0.25
METRICS_WITHIN = 2.0


class Probe:
    """`checks` name what must be true for the process to be ready."""

    def __init__(self, host: str, port: int, checks: Callable[[], dict[str, bool]]) -> None:
        self._address, self._checks = (host, port), checks
        self._beat_at = time.monotonic()
        self._ready: dict[str, bool] = {"started": False}
        self._wanted, self._metrics = False, b""
        self._listener: Any = None
        self._beater: Any = None

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def start(self) -> None:
        self._listener = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        self._listener.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
        self._listener.bind(self._address)
        self._listener.listen(16)
        self._beater = eventlet.spawn(self._beat)
        _thread.start_new_thread(self._serve, ())

    def stop(self) -> None:
        self._beater.kill()
        self._listener.close()

    def _beat(self) -> None:
        """On the hub: proves that it turns, and writes down what only it may read."""
        due = time.monotonic()
        while True:
            self._beat_at = time.monotonic()
            metrics.hub_lag_seconds.observe(max(self._beat_at - due, 0.0))
            try:
                self._ready = self._checks()
                if self._wanted:
                    self._metrics, self._wanted = metrics.rendered(), False
            except Exception:
                # A check that breaks is a check that fails; the beat must go on.
                log.exception("probe check broke")
                self._ready = {"checks": False}
            due = time.monotonic() + BEAT
            eventlet.sleep(BEAT)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            try:
                connection.settimeout(METRICS_WITHIN)
                self._respond(connection)
            except OSError:
                pass  # whoever asked went away
            finally:
                connection.close()

    def _respond(self, connection: Any) -> None:
        line = connection.recv(4096).split(b"\r\n", 1)[0].split(b" ")
        path = line[1] if len(line) > 1 else b""
        status, kind, body = self._answer(path)
        head = [
            f"HTTP/1.1 {status}",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        connection.sendall("\r\n".join([*head, "", ""]).encode() + body)

    def _answer(self, path: bytes) -> tuple[str, str, bytes]:
        if path == b"/healthz":
            late = time.monotonic() - self._beat_at
            return _said(late <= RED_AFTER, {"last_beat_seconds": round(late, 2)})
        if path == b"/readyz":
            return _said(all(self._ready.values()), dict(self._ready))
        if path == b"/metrics":
            return self._fresh_metrics()
        return "404 Not Found", "text/plain", b""

    def _fresh_metrics(self) -> tuple[str, str, bytes]:
        self._wanted = True
        until = time.monotonic() + METRICS_WITHIN
        while self._wanted and time.monotonic() < until:
            _real_sleep(0.02)
        if self._wanted:
            return "503 Service Unavailable", "text/plain", b""
        return "200 OK", metrics.CONTENT_TYPE, self._metrics


def _said(good: bool, facts: Mapping[str, object]) -> tuple[str, str, bytes]:
    status = "200 OK" if good else "503 Service Unavailable"
    return status, "application/json", json.dumps(facts).encode()
