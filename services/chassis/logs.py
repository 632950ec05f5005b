"""Logs: one JSON line a record, with nothing personal in it (D11).

A message is its template: arguments are left out, values travel in `extra` under a known name.
An exception is its type and where it was raised; its text may quote what somebody wrote.
"""

import logging
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from services.chassis import tracing, wire
from services.chassis.domain import DomainError
from services.chassis.metrics import log_lines_lost

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is answered here, or that an event or a job comes from."""
job_id: ContextVar[str] = ContextVar("job_id", default="")

ALLOWED = (
    "address",
    "at",
    "attempts",
    "code",
    "count",
    "district",
    "error",
    "event_id",
    "event_type",
    "file",
    "handler",
    "job",
    "job_id",
    "link",
    "message_id",
    "method",
    "outcome",
    "port",
    "probe_port",
    "reason",
    "recipient_id",
    "route",
    "row",
    "seconds",
    "service",
    "settings",
    "signer",
    "status",
    "template",
    "timer",
    "version",
    "within_seconds",
)
LONGEST_VALUE = 200
MOST_FRAMES = 30
LOUD = ("alembic", "amqp", "kombu", "nameko")
"""Libraries that write a line per message below WARNING."""
ALWAYS = ("linli.start", "linli.notify.channels")
"""Shown at any level down to INFO: the settings at start, and what leaves by the log channel."""


class JsonLines(logging.Formatter):
    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "service": self._service,
            "request_id": request_id.get(),
            "message": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        if (trace_id := tracing.trace_id()) is not None:
            line["trace_id"] = trace_id
        if job := job_id.get():
            line["job_id"] = job
        given = vars(record)
        line |= {name: _short(given[name]) for name in ALLOWED if name in given}
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _told(record.exc_info[1])
        return wire.dumps(line).decode()


class Stderr(logging.Handler):
    """One write a line. Python's own handler prints a record it cannot format, with its arguments.

    Where there is no room for a line it is counted and gone: a full disk under the logs stops nobody's work.
    """

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception:
            line = '{"level":"ERROR","message":"log line lost"}'
        try:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()
        except OSError:
            log_lines_lost.inc()


def configure(service: str, level: str) -> None:
    """Once per process; uncaught exceptions become lines too."""
    handler = Stderr()
    handler.setFormatter(JsonLines(service))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for name in ALWAYS:
        logging.getLogger(name).setLevel(logging.INFO)
    sys.excepthook = _uncaught
    threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("linli").critical("uncaught", exc_info=(kind, error or kind(), trace))


def _told(error: BaseException, *later: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    told: dict[str, Any] = {
        "type": type(error).__qualname__,
        "stack": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, DomainError):
        told["code"] = error.code
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and before not in (error, *later):
        told["after"] = _told(before, error, *later)
    return told


def _short(value: object) -> object:
    """A dict is the settings as `shown` made them: without secrets, and whole."""
    if value is None or isinstance(value, (bool, int, float, dict)):
        return value
    return str(value)[:LONGEST_VALUE]
