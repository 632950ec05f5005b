"""Turns a district's audit rows into the next block of its chain, in one transaction (D12).

A row is of no block until the transaction that seals it has written the block and the row's number, both or
neither: whenever a row was committed, however old it says it is, the next round finds it, and once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from services.chassis import wire
from services.chassis.storage.audit import objects_of
from services.chassis.storage.chain import HASHED, Block
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, moment_of, text_of

LEASE = "audit:sealing"
"""One process at a time seals."""
AT_ONCE = 200
"""Rows to a block, at most: a transaction of some milliseconds, also where all others wait for it."""
OBJECTS_AT_ONCE = 2500
"""Look-ups to a block, but for a row that has more by itself."""
LONGEST_ID = 200
"""What is longer is in its row and not looked up by: no index takes it."""

BLOCK = ("number", "before", "count", "first_at", "last_at", "rows_hash", "sealed_at", "hash", "rows")
_NEXT_DISTRICT = Sql(
    "SELECT district FROM audit WHERE block IS NULL AND district > ? ORDER BY district LIMIT 1"
)
_OLDEST = Sql("SELECT at FROM audit WHERE district = ? AND block IS NULL ORDER BY id LIMIT 1")
_UNSEALED = Sql(
    f"SELECT {', '.join(HASHED)} FROM audit WHERE district = ? AND block IS NULL ORDER BY id LIMIT {AT_ONCE}"
)
_NEWEST = Sql(f"SELECT {', '.join(BLOCK)} FROM audit_blocks WHERE district = ? ORDER BY number DESC LIMIT 1")
_ADD = Sql(
    f"INSERT INTO audit_blocks (district, {', '.join(BLOCK)}) VALUES (?, {', '.join('?' * len(BLOCK))})"
)
# The first and the last id keep PostgreSQL from looking at all that waits, however little it thinks that is.
_ROWS_OF_BLOCK = """
    UPDATE audit SET block = ? WHERE district = ? AND block IS NULL AND id >= ? AND id <= ? AND id
"""
_SEAL = Sql(
    f"{_ROWS_OF_BLOCK} IN (SELECT value FROM json_each(?))",
    postgresql=f"{_ROWS_OF_BLOCK} = ANY(ARRAY(SELECT json_array_elements_text(?::json)))",
)
_LOOK_UP = "INSERT INTO audit_objects (district, object_id, at, id) {} ON CONFLICT DO NOTHING"
_OBJECTS = Sql(
    _LOOK_UP.format(
        "SELECT ?, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')"
        " FROM json_each(?) WHERE true"
    ),
    postgresql=_LOOK_UP.format(
        "SELECT ?, value->>0, (value->>1)::timestamptz, value->>2 FROM json_array_elements(?::json)"
    ),
)


class Sealed(NamedTuple):
    """How many rows a block took, 0 where none waited, and whether more waited than it could take."""

    rows: int
    more: bool


class SealedTwice(RuntimeError):
    """A defect: somebody else has sealed a row of this block meanwhile; nothing of it is kept."""


def unsealed_districts(rows: Rows) -> Iterator[str]:
    """Those in which a row waits, one look each."""
    district = rows.run(_NEXT_DISTRICT, "").scalar
    while district is not None:
        yield str(district)
        district = rows.run(_NEXT_DISTRICT, district).scalar


def oldest_unsealed(rows: Rows) -> datetime | None:
    """Since when a row of any district waits."""
    oldest = [rows.run(_OLDEST, district).scalar for district in unsealed_districts(rows)]
    return min((moment_of(at) for at in oldest if at is not None), default=None)


def seal_block(rows: Rows, now: datetime) -> Sealed:
    """The next block of the district of `rows`."""
    waiting = [dict(zip(HASHED, row, strict=True)) for row in rows.run(_UNSEALED, rows.district).rows]
    found = _some_of(waiting)
    if not found:
        return Sealed(0, more=False)
    block = Block.of(rows.district, found, newest_block(rows), now)
    rows.run(_ADD, rows.district, *(getattr(block, name) for name in BLOCK))
    ids = [row["id"] for row in found]
    marked = rows.run(_SEAL, block.number, rows.district, ids[0], ids[-1], _as_json(ids))
    if marked.rowcount != len(found):
        raise SealedTwice(f"{rows.district} {block.number}")
    if look_ups := [look_up for row in found for look_up in look_ups_of(row)]:
        rows.run(_OBJECTS, rows.district, _as_json(look_ups))
    return Sealed(len(found), more=len(found) < len(waiting) or len(waiting) == AT_ONCE)


def newest_block(rows: Rows) -> Block | None:
    """Of the district of `rows`."""
    found = rows.run(_NEWEST, rows.district).rows
    return block_of(rows.district, found[0]) if found else None


def block_of(district: str, row: Sequence[Any]) -> Block:
    kept = dict(zip(BLOCK, row, strict=True))
    for name in ("first_at", "last_at", "sealed_at"):
        kept[name] = moment_of(kept[name])
    return Block(district=district, **kept)


def look_ups_of(row: Mapping[str, Any]) -> Iterator[list[str]]:
    """[object id, moment, row id] for each that the row is looked up by."""
    at = text_of(moment_of(row["at"]))
    return ([id, at, row["id"]] for id in objects_of(row) if len(id) <= LONGEST_ID)


def _some_of(waiting: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of them, as far as a block goes."""
    taken: list[dict[str, Any]] = []
    objects = 0
    for row in waiting:
        objects += len(objects_of(row))
        if taken and objects > OBJECTS_AT_ONCE:
            break
        taken.append(row)
    return taken


def _as_json(value: Any) -> str:
    return wire.dumps(value).decode()
