"""How a job stands in its row."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.chassis import tracing, wire
from services.chassis.caller import Caller, Grant
from services.chassis.jobs import Job, JobState
from services.chassis.storage.sql import moment_of

SHOWN = (
    "id, kind, state, params, cursor, done, total, result, error, asked_by, is_cancelled,"
    " created_at, started_at, ended_at, version"
)
TRACE = "traceparent"
_NAMES = tuple(SHOWN.replace(" ", "").split(","))
_READ: dict[str, Callable[[Any], Any]] = {
    "state": JobState,
    "is_cancelled": bool,
    **dict.fromkeys(("params", "cursor", "result", "error"), wire.loads),
    **dict.fromkeys(("created_at", "started_at", "ended_at"), moment_of),
}


def job_of(*row: Any) -> Job:
    kept = dict(zip(_NAMES, row, strict=True))
    changed = {name: change(kept[name]) for name, change in _READ.items() if kept[name] is not None}
    return Job(**kept | changed)


def as_text(value: Any) -> str:
    return wire.dumps(value).decode()


def caller_as_json(caller: Caller) -> dict[str, Any]:
    """With the trace that it asks in, where there is one."""
    kept = asdict(caller)
    del kept["district"]
    trace = tracing.traceparent()
    return kept | {TRACE: trace} if trace else kept


def caller_of(district: str, text: str) -> Caller:
    kept = wire.loads(text)
    kept.pop(TRACE, None)
    grants = tuple(
        Grant(grant["role"], grant["area_id"], grant["until"] and datetime.fromisoformat(grant["until"]))
        for grant in kept.pop("grants")
    )
    return Caller(district=district, grants=grants, **kept)


def trace_of(text: str) -> str | None:
    """What its steps go on with."""
    trace: str | None = wire.loads(text).get(TRACE)
    return trace
