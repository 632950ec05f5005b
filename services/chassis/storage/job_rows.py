"""How a job stands in its row."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.chassis import wire
from services.chassis.caller import Caller, Grant
from services.chassis.jobs import Job, JobState
from services.chassis.storage.sql import moment_of

SHOWN = (
    "id, kind, state, params, cursor, done, total, result, error, asked_by, is_cancelled,"
    " created_at, started_at, ended_at, version"
)
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
    kept = asdict(caller)
    del kept["district"]
    return kept


def caller_of(district: str, text: str) -> Caller:
    kept = wire.loads(text)
    grants = tuple(
        Grant(grant["role"], grant["area_id"], grant["until"] and datetime.fromisoformat(grant["until"]))
        for grant in kept.pop("grants")
    )
    return Caller(district=district, grants=grants, **kept)
