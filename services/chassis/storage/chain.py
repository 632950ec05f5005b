"""The chain of the audit: a row's bytes and hash, a block's hash over its rows' and the block before (D12).

What is hashed is written down in docs/decisions/audit.md: nothing of it changes without a new name in front.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from services.chassis import wire
from services.chassis.storage.sql import moment_of, text_of

ROW, BLOCK = "linli.audit.row.1", "linli.audit.block.1"
HASHED = (
    "district",
    "id",
    "at",
    "kind",
    "principal",
    "action",
    "permission",
    "request_id",
    "ids",
    "reason",
    "times",
)
"""Every column of a row but its block, in this order."""
BEFORE_THE_FIRST = ""

Leaf = tuple[str, str]
"""A row's id and hash."""


def row_bytes(row: Mapping[str, Any]) -> bytes:
    """Compact JSON: a list of texts and nulls, the moment in UTC with microseconds."""
    return wire.dumps([ROW, *(_as_text(row[name]) for name in HASHED)])


def row_hash(row: Mapping[str, Any]) -> str:
    return sha256(row_bytes(row)).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """`rows` are its leaves in the order of ids, as JSON text; `hash` covers all but it and itself."""

    district: str
    number: int
    before: str
    count: int
    first_at: datetime
    last_at: datetime
    rows_hash: str
    sealed_at: datetime
    hash: str
    rows: str

    @classmethod
    def of(
        cls, district: str, found: Sequence[Mapping[str, Any]], after: "Block | None", now: datetime
    ) -> "Block":
        """The block behind `after`; `found` is not empty."""
        moments = [moment_of(row["at"]) for row in found]
        rows = as_leaves((row["id"], row_hash(row)) for row in found)
        block = cls(
            district=district,
            number=after.number + 1 if after else 1,
            before=after.hash if after else BEFORE_THE_FIRST,
            count=len(found),
            first_at=min(moments),
            last_at=max(moments),
            rows_hash=hash_of(rows),
            sealed_at=now,
            hash="",
            rows=rows,
        )
        return replace(block, hash=block.counted_hash())

    def counted_hash(self) -> str:
        """What `hash` is where nobody has changed the block."""
        hashed = [BLOCK, self.district, self.number, self.before, self.count]
        moments = [text_of(moment) for moment in (self.first_at, self.last_at, self.sealed_at)]
        return sha256(wire.dumps([*hashed, *moments, self.rows_hash])).hexdigest()

    def is_whole(self) -> bool:
        """Whether it is what was sealed, as far as it can tell by itself."""
        return self.hash == self.counted_hash() and self.rows_hash == hash_of(self.rows)

    def leaves(self) -> dict[str, str]:
        """Hashes by row id; none where the text is no list of leaves."""
        try:
            return {str(id): str(hashed) for id, hashed in wire.loads(self.rows)}
        except (TypeError, ValueError):
            return {}


def as_leaves(leaves: Iterable[Leaf]) -> str:
    return wire.dumps(sorted(leaves)).decode()


def hash_of(rows: str) -> str:
    return sha256(rows.encode()).hexdigest()


def _as_text(value: Any) -> str | None:
    """What a hand has put there is text too, whatever it is: it is hashed, and nobody stops at it."""
    if value is None or isinstance(value, str):
        return value
    return text_of(value) if isinstance(value, datetime) else repr(value)
