"""The SQL of mirrors: upserts that never go back a version, epochs for re-feeds, recounts (D5).

A mirror table has `district`, `id`, `version`, `removed`, `epoch` and the mirrored columns.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.storage.tables import mirror_states
from services.chassis.storage.transaction import Rows

Row = dict[str, Any]


@dataclass(frozen=True)
class Recount:
    """What a mirror holds against its source; all but the first two are 0 when they agree."""

    source: int
    mirrored: int
    missing: int
    extra: int
    behind: int


def upsert(rows: Rows, table: Table, mirrored: list[Row]) -> list[tuple[Row, str]]:
    """Take the rows that are newer than what is held; those that fail come back with the reason."""
    epoch = current_epoch(rows, table)
    try:
        with rows.savepoint():
            _upsert(rows, table, mirrored, epoch)
    except (SQLAlchemyError, KeyError, TypeError):
        return [bad for row in mirrored if (bad := _upsert_alone(rows, table, row, epoch)) is not None]
    return []


def feed(rows: Rows, table: Table, mirrored: list[Row], epoch: int) -> None:
    """A page of a re-feed: newer rows are taken, and every row named counts as seen in this epoch."""
    _upsert(rows, table, mirrored, epoch)
    seen = update(table).where(_here(rows, table), table.c.id.in_([row["id"] for row in mirrored]))
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
    """Away with what the source no longer has; live events of this epoch are not older than it."""
    return rows.write(delete(table).where(_here(rows, table), table.c.epoch < epoch))


def recount(rows: Rows, table: Table, source: dict[str, int]) -> Recount:
    """`source`: id → version of every row that the source holds."""
    held = {row["id"]: row["version"] for row in rows.all(select(table.c.id, table.c.version).where(_here(rows, table)))}
    return Recount(
        source=len(source),
        mirrored=len(held),
        missing=len(source.keys() - held.keys()),
        extra=len(held.keys() - source.keys()),
        behind=sum(held[key] < version for key, version in source.items() if key in held),
    )


def _upsert(rows: Rows, table: Table, mirrored: list[Row], epoch: int) -> None:
    if not mirrored:
        return
    names = [column.name for column in table.columns if column.name not in ("district", "epoch")]
    values = [{name: row[name] for name in names} | {"district": rows.district, "epoch": epoch} for row in mirrored]
    insert = _insert(rows, table)
    newer = insert.on_conflict_do_update(
        index_elements=["district", "id"],
        set_={name: insert.excluded[name] for name in (*names, "epoch") if name != "id"},
        where=table.c.version < insert.excluded.version,
    )
    rows.execute_many(newer, values)


def _upsert_alone(rows: Rows, table: Table, row: Row, epoch: int) -> tuple[Row, str] | None:
    try:
        with rows.savepoint():
            _upsert(rows, table, [row], epoch)
    except (SQLAlchemyError, KeyError, TypeError) as failed:
        return row, type(failed).__name__
    return None


def _insert(rows: Rows, table: Table) -> Any:
    return insert_postgresql(table) if rows.is_postgresql else insert_sqlite(table)


def _here(rows: Rows, table: Table) -> ColumnElement[bool]:
    return table.c.district == rows.district
