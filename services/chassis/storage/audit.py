"""Audit rows: of a write in its transaction, of a read of personal data through the spool (D12)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.chassis import wire
from services.chassis.caller import Caller
from services.chassis.ids import new_id
from services.chassis.storage.chain import HASHED
from services.chassis.storage.sql import Sql, Written

COLUMNS = HASHED
ADDED: Mapping[str, Any] = {"reason": None, "times": 1}
"""What a row has that was spooled before there were these columns."""
_PLACES = ", ".join("?" * len(COLUMNS))
_INSERT = Sql(f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({_PLACES})", hot=True)


def row_of(
    caller: Caller,
    *,
    kind: str,
    action: str,
    permission: str,
    ids: Sequence[str],
    now: datetime,
    reason: str | None = None,
    times: int = 1,
) -> dict[str, Any]:
    return {
        "district": caller.district,
        "id": new_id(),
        "at": now,
        "kind": kind,
        "principal": caller.name,
        "action": action,
        "permission": permission,
        "request_id": caller.request_id,
        "ids": wire.dumps(list(ids)).decode(),
        "reason": reason,
        "times": times,
    }


def written(row: dict[str, Any]) -> Written:
    return _INSERT, tuple(row.values())


def objects_of(row: Mapping[str, Any]) -> list[str]:
    """What a row speaks of; nothing where its text is no list."""
    try:
        ids = wire.loads(row["ids"])
    except (TypeError, ValueError):
        return []
    return list(dict.fromkeys(map(str, ids))) if isinstance(ids, list) else []
