"""Audit rows: of a write in its transaction, of a read of personal data through the spool (D12)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.chassis import wire
from services.chassis.caller import Caller
from services.chassis.ids import new_id
from services.chassis.storage.sql import Sql, Written

COLUMNS = ("district", "id", "at", "kind", "principal", "action", "permission", "request_id", "ids")
_PLACES = ", ".join("?" * len(COLUMNS))
_INSERT = Sql(f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({_PLACES})", hot=True)


def row_of(
    caller: Caller, *, kind: str, action: str, permission: str, ids: Sequence[str], now: datetime
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
    }


def written(row: dict[str, Any]) -> Written:
    return _INSERT, tuple(row.values())
