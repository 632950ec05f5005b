"""The SQL of mirrors: upserts that never go back a version, epochs for re-feeds, recounts (D5).

A mirror table has `district`, `id`, `version`, `removed`, `epoch` and the mirrored columns.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis import wire
from services.chassis.storage import inbox
from services.chassis.storage.many import upsert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.tables import mirror_states
from services.chassis.storage.trees import Moved

Row = dict[str, Any]
Learner = Callable[[Rows, Table, Sequence[str]], None]
_LEARNERS = "linli_learners"


@dataclass(frozen=True)
class Recount:
    """What a mirror holds against its source; all but the first two are 0 when they agree."""

    source: int
    mirrored: int
    missing: int
    extra: int
    behind: int


def let_learn(table: Table, learner: Learner) -> None:
    """What is kept of rows before the mirror has them learns which have come."""
    table.info.setdefault(_LEARNERS, set()).add(learner)


def upsert(
    rows: Rows, table: Table, mirrored: list[Row], moves: Sequence[Moved] = ()
) -> list[tuple[Row, str]]:
    """Take the rows that are newer than what is held; those that do not fit come back with the reason.

    `moves` lead the rows' paths to where the mirror's are (see storage.trees).
    """
    unfit = [(row, reason) for row in mirrored if (reason := _unfit(table, row))]
    fit = [row for row in mirrored if not _unfit(table, row)] if unfit else mirrored
    _upsert(rows, table, _led(fit, moves), current_epoch(rows, table))
    return unfit


def park_row(
    rows: Rows,
    handler: str,
    envelope: Mapping[str, Any],
    row: Row,
    reason: str,
    now: datetime,
    waits: Sequence[timedelta] = inbox.WAITS,
) -> None:
    """One version of a row in a batch is set aside alone, as an event of its own; the others go on."""
    name = f"{envelope['id']}#{row.get('id', '')}.{row.get('version', '')}"
    alone = dict(envelope) | {"id": name, "data": {**envelope.get("data", {}), "rows": [row]}}
    text = wire.dumps(alone).decode()
    inbox.park(rows, rows.district, handler, name, envelope=text, error=reason, now=now, waits=waits)


def feed(rows: Rows, table: Table, mirrored: list[Row], epoch: int, moves: Sequence[Moved] = ()) -> None:
    """A page of a re-feed: newer rows are taken, and every row named counts as seen in this epoch."""
    _upsert(rows, table, _led(mirrored, moves), epoch, is_feed=True)
    seen = update(table).where(rows.of(table), table.c.id.in_([row["id"] for row in mirrored]))
    rows.execute(seen.values(epoch=epoch))


def next_epoch(rows: Rows, table: Table) -> int:
    epoch = current_epoch(rows, table) + 1
    insert = _insert(rows, mirror_states).values(district=rows.district, mirror=table.name, epoch=epoch)
    rows.execute(insert.on_conflict_do_update(index_elements=["district", "mirror"], set_={"epoch": epoch}))
    return epoch


def current_epoch(rows: Rows, table: Table) -> int:
    held = rows.one(
        select(mirror_states.c.epoch).where(
            mirror_states.c.district == rows.district, mirror_states.c.mirror == table.name
        )
    )
    return int(held["epoch"]) if held else 0


def sweep(rows: Rows, table: Table, epoch: int) -> int:
    """What the source no longer has is removed; live events of this epoch are not older than it.

    The row stays with its version, so that an older event that comes late does not bring it back.
    """
    gone = (table.c.epoch < epoch, table.c.removed.is_(False))
    return rows.write(update(table).where(rows.of(table), *gone).values(removed=True))


def recount(
    rows: Rows,
    table: Table,
    source: dict[str, int],
    after: str | None = None,
    until: str | None = None,
    removed: Collection[str] = (),
    paths: Mapping[str, str] | None = None,
) -> Recount:
    """`source`: id → version of every row that the source holds, of the ids in (`after`, `until`].

    Those that it holds as `removed` are compared by version alone; neither side counts them. `paths` are
    those of a tree's rows: a row that is elsewhere is behind too.
    """
    compared = [table.c.id, table.c.version, table.c.removed] + ([table.c.path] if paths else [])
    mirrored = select(*compared).where(rows.of(table))
    if after is not None:
        mirrored = mirrored.where(table.c.id > after)
    if until is not None:
        mirrored = mirrored.where(table.c.id <= until)
    found = rows.all(mirrored)
    there, living = {row["id"] for row in found if not row["removed"]}, source.keys() - set(removed)
    behind = {row["id"] for row in found if row["version"] < source.get(row["id"], 0)}
    elsewhere = {row["id"] for row in found if paths and row["path"] != paths.get(row["id"], row["path"])}
    return Recount(
        source=len(living),
        mirrored=len(there),
        missing=len(living - there),
        extra=len(there - living),
        behind=len(behind | elsewhere),
    )


def _upsert(rows: Rows, table: Table, mirrored: list[Row], epoch: int, *, is_feed: bool = False) -> None:
    """What the source itself gives counts at the same version too: so comes back what was swept wrongly."""
    if not mirrored:
        return
    names = [str(column.name) for column in _mirrored(table)]
    values = [{name: row.get(name) for name in names} | {"epoch": epoch} for row in _newest(mirrored)]
    upsert_many(rows, table, values, takes_same=is_feed)
    for learner in table.info.get(_LEARNERS, ()):
        learner(rows, table, [value["id"] for value in values])


def _led(mirrored: list[Row], moves: Sequence[Moved]) -> list[Row]:
    for move in moves:
        mirrored = [{**row, "path": move.leads(row["path"])} for row in mirrored]
    return mirrored


def _newest(mirrored: list[Row]) -> list[Row]:
    """Each row once, and all in one order, so that two batches at a time never wait for each other."""
    newest = {row["id"]: row for row in sorted(mirrored, key=lambda row: int(row["version"]))}
    return [newest[key] for key in sorted(newest)]


def _unfit(table: Table, row: Row) -> str:
    """Why a row cannot be held: a column that is missing or of another type; empty when it can.

    What may be empty is empty where an older version of the source does not send it yet.
    """
    for column in _mirrored(table):
        if column.name not in row and not column.nullable:
            return f"{column.name} missing"
        value = row.get(column.name)
        if value is None and not column.nullable:
            return f"{column.name} empty"
        if value is not None and not isinstance(value, column.type.python_type):
            return f"{column.name} wrong type"
    return ""


def _mirrored(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.name not in ("district", "epoch")]


def _insert(rows: Rows, table: Table) -> Any:
    return insert_postgresql(table) if rows.is_postgresql else insert_sqlite(table)
