"""Away with audit rows that are past their keeping, whole block by whole block (D16).

The block stays with the hashes of its rows, so that the chain can be followed (docs/decisions/audit.md).
"""

from datetime import datetime, timedelta

from services.chassis import wire
from services.chassis.storage.chain import HASHED
from services.chassis.storage.rows import Rows
from services.chassis.storage.sealing import look_ups_of
from services.chassis.storage.sql import Sql

LEAST_DAYS = 180
"""As the law on network security has it: logs are kept for six months at least."""

_DUE = Sql(
    """
    SELECT district, number FROM audit_blocks WHERE swept_at IS NULL AND sealed_at < ? AND last_at < ?
    ORDER BY sealed_at, number LIMIT 1
    """
)
_ROWS_OF = Sql(f"SELECT {', '.join(HASHED)} FROM audit WHERE district = ? AND block = ?")
# The rows are the owner's to delete, by a function that deletes none before its time, whoever asks.
_BY_THE_OWNER = Sql("SELECT linli_sweep_audit(?, ?, ?, ?::json)")
_MARK = Sql("UPDATE audit_blocks SET swept_at = ? WHERE district = ? AND number = ?")
_FORGET = Sql(
    """
    DELETE FROM audit_objects WHERE district = ? AND (object_id, at, id) IN
        (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
        FROM json_each(?))
    """
)
_DELETE = Sql("DELETE FROM audit WHERE district = ? AND block = ?")


def sweep_block(rows: Rows, now: datetime, days: int) -> bool:
    """The oldest block that is past its keeping, if one is; `days` are at least `LEAST_DAYS`."""
    days = max(days, LEAST_DAYS)
    before = now - timedelta(days=days)
    due = rows.run(_DUE, before, before).rows
    if not due:
        return False
    district, number = due[0]
    found = [dict(zip(HASHED, row, strict=True)) for row in rows.run(_ROWS_OF, district, number).rows]
    look_ups = wire.dumps([look_up for row in found for look_up in look_ups_of(row)]).decode()
    if rows.is_postgresql:
        rows.run(_BY_THE_OWNER, district, number, days, look_ups)
    else:
        rows.run(_FORGET, district, look_ups)
        rows.run(_MARK, now, district, number)
        rows.run(_DELETE, district, number)
    return True
