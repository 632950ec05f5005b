"""Walks a district's audit along its chain and names what is not as it was sealed; changes nothing (D12)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.chassis import wire
from services.chassis.storage.audit_keeping import LEAST_DAYS
from services.chassis.storage.chain import BEFORE_THE_FIRST, HASHED, Block, row_hash
from services.chassis.storage.rows import Rows
from services.chassis.storage.sealing import BLOCK, block_of, look_ups_of
from services.chassis.storage.sql import Sql, moment_of

_DISTRICTS = Sql("SELECT district FROM audit UNION SELECT district FROM audit_blocks ORDER BY district")
_BEHIND = Sql(
    f"""
    SELECT swept_at, {", ".join(BLOCK)} FROM audit_blocks
    WHERE district = ? AND number > ? ORDER BY number LIMIT 20
    """
)
_ROWS_OF = Sql(f"SELECT {', '.join(HASHED)} FROM audit WHERE district = ? AND block = ? ORDER BY id")
_PLACES = "SELECT id, block FROM audit WHERE district = ? AND id"
_PLACES_OF = Sql(
    f"{_PLACES} IN (SELECT value FROM json_each(?))",
    postgresql=f"{_PLACES} = ANY(ARRAY(SELECT json_array_elements_text(?::json)))",
)
_NOT_LOOKED_UP = """
    SELECT DISTINCT {id} FROM {look_ups} WHERE (
      SELECT o.id FROM audit_objects o
      WHERE o.district = ? AND o.object_id = {object_id} AND o.at = {at} AND o.id = {id}
    ) IS NULL ORDER BY 1
"""
_HIDDEN = Sql(
    _NOT_LOOKED_UP.format(
        look_ups="json_each(?)",
        object_id="json_extract(value, '$[0]')",
        at="json_extract(value, '$[1]')",
        id="json_extract(value, '$[2]')",
    ),
    postgresql=_NOT_LOOKED_UP.format(
        look_ups="json_array_elements(?::json)",
        object_id="(value->>0)",
        at="(value->>1)::timestamptz",
        id="(value->>2)",
    ),
)
_OF_NO_BLOCK = Sql(
    """
    SELECT block, count(*) FROM audit WHERE district = ? AND block IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM audit_blocks WHERE audit_blocks.district = audit.district AND number = block)
    GROUP BY block ORDER BY block
    """
)
_WAITING = Sql("SELECT count(*) FROM audit WHERE district = ? AND block IS NULL")
_BEFORE_ALL = -(2**62)  # a number below 1 was put there by hand, and is seen too


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a block, or with a row that belongs to it."""

    district: str
    number: int
    row_id: str | None
    what: str


@dataclass
class Walk:
    """What was seen on the way; `swept` are blocks whose rows are past their keeping, `waiting` rows that
    nobody has sealed yet."""

    newest: Block | None = None
    blocks: int = 0
    rows: int = 0
    swept: int = 0
    waiting: int = 0


def districts_of(rows: Rows) -> list[str]:
    """Every district with a row or a block."""
    return [str(district) for (district,) in rows.run(_DISTRICTS).rows]


def verify(rows: Rows, walk: Walk, written_down: Mapping[int, str]) -> Iterator[Finding]:
    """Along the chain of the district of `rows`; `written_down` are hashes by number, as kept elsewhere."""
    for block, swept_at in _blocks(rows):
        for what in _faults(block, walk.newest, written_down):
            yield Finding(rows.district, block.number, None, what)
        if swept_at is None:
            yield from _of_rows(rows, block)
            walk.rows += block.count
        else:
            yield from _of_swept(rows, block, swept_at)
            walk.swept += 1
        walk.blocks += 1
        if block.number > _number_of(walk.newest):
            walk.newest = block
    for number in sorted(number for number in written_down if number > _number_of(walk.newest)):
        yield Finding(rows.district, number, None, "was written down and is missing")
    for number, count in rows.run(_OF_NO_BLOCK, rows.district).rows:
        yield Finding(rows.district, int(number), None, f"is missing: rows that say they are of it: {count}")
    walk.waiting = int(rows.run(_WAITING, rows.district).scalar)


def _blocks(rows: Rows) -> Iterator[tuple[Block, datetime | None]]:
    """With the moment at which its rows were swept."""
    number = _BEFORE_ALL
    while found := rows.run(_BEHIND, rows.district, number).rows:
        for swept_at, *row in found:
            block = block_of(rows.district, row)
            yield block, swept_at and moment_of(swept_at)
            number = block.number


def _number_of(newest: Block | None) -> int:
    return newest.number if newest else 0


def _faults(block: Block, before: Block | None, written_down: Mapping[int, str]) -> Iterator[str]:
    following = _number_of(before) + 1
    if block.number > following:
        yield f"follows upon nothing: all from {following} to {block.number - 1} are missing"
    elif block.number < following:
        yield "has a number that no block gets"
    elif block.before != (before.hash if before else BEFORE_THE_FIRST):
        yield "does not follow the block before: one of the two was changed"
    if not block.is_whole():
        yield "was changed"
    if written_down.get(block.number, block.hash) != block.hash:
        yield "has another hash than the one that was written down"


def _of_swept(rows: Rows, block: Block, swept_at: datetime) -> Iterator[Finding]:
    if swept_at - max(block.sealed_at, block.last_at) < timedelta(days=LEAST_DAYS):
        yield Finding(rows.district, block.number, None, "lost its rows before their time")
    for row in rows.run(_ROWS_OF, rows.district, block.number).rows:
        yield Finding(rows.district, block.number, str(row[HASHED.index("id")]), "was added")


def _of_rows(rows: Rows, block: Block) -> Iterator[Finding]:
    leaves, number = block.leaves(), block.number
    found = [dict(zip(HASHED, row, strict=True)) for row in rows.run(_ROWS_OF, rows.district, number).rows]
    whole = []
    for row in found:
        leaf = leaves.pop(row["id"], None)
        if leaf == row_hash(row):
            whole.append(row)
        else:
            what = "was added" if leaf is None else "was changed"
            yield Finding(rows.district, number, row["id"], what)
    places = _places(rows, list(leaves))
    for row_id in sorted(leaves):
        what = f"was moved to {_spoken(places[row_id])}" if row_id in places else "was removed"
        yield Finding(rows.district, number, row_id, what)
    for row_id in _hidden(rows, whole):
        yield Finding(rows.district, number, row_id, "is not found by all that it speaks of")


def _hidden(rows: Rows, found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Rows whose look-ups are not all there."""
    look_ups = [look_up for row in found for look_up in look_ups_of(row)]
    if look_ups:
        yield from (str(id) for (id,) in rows.run(_HIDDEN, _as_json(look_ups), rows.district).rows)


def _places(rows: Rows, ids: list[str]) -> dict[str, Any]:
    """In which block the rows are that are still there."""
    if not ids:
        return {}
    return dict(rows.run(_PLACES_OF, rows.district, _as_json(ids)).rows)


def _spoken(number: Any) -> str:
    return "no block" if number is None else f"block {number}"


def _as_json(value: Any) -> str:
    return wire.dumps(value).decode()
