"""Where a district is in its move, as its service's database says (see storage.fence)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select

from services.chassis.keys import WrappedKeys
from services.chassis.storage.fence import MoveState
from services.chassis.storage.moving.owner import Owned
from services.chassis.storage.sql import Sql
from services.chassis.storage.tables import data_keys, moves

_LEASES = Sql("SELECT name FROM leases WHERE until > NOW_SECONDS")
_JOBS = Sql("SELECT count(*) FROM jobs WHERE district = ? AND holder IS NOT NULL AND until > NOW_SECONDS")
_UNSEALED = Sql("SELECT count(*) FROM audit WHERE district = ? AND block IS NULL")
_AGAIN = Sql("UPDATE outbox SET published_at = NULL, claimed_until = NULL WHERE NOT unheard AND district = ?")
TIMER = "timer:"


class Place(NamedTuple):
    """`told`: where it went, or the backup that it came by."""

    state: MoveState
    told: str


HERE = Place(MoveState.HERE, "")


def place_of(owned: Owned, district: str) -> Place:
    found = owned.connection.execute(
        select(moves.c.state, moves.c.told).where(moves.c.district == district)
    ).first()
    return HERE if found is None else Place(MoveState(found.state), found.told)


def put(owned: Owned, district: str, state: MoveState, told: str = "") -> None:
    owned.connection.execute(delete(moves).where(moves.c.district == district))
    row = {"district": district, "state": state.value, "told": told, "at": datetime.now(UTC)}
    owned.connection.execute(insert(moves).values(row))


def in_hand(owned: Owned, district: str) -> list[str]:
    """Timers and jobs of the district that some process is at, or may be until its lease is over."""
    timers = [
        name
        for (name,) in _run(owned, _LEASES)
        if name.startswith(TIMER) and name.rpartition(":")[2] == district
    ]
    [(jobs,)] = _run(owned, _JOBS, district)
    return [*timers, *([f"{jobs} jobs"] if jobs else [])]


def unsealed(owned: Owned, district: str) -> int:
    """Rows of its audit that are of no block yet."""
    [(count,)] = _run(owned, _UNSEALED, district)
    return int(count)


def oldest_under_way(owned: Owned) -> int | None:
    """The number of the oldest that still writes; None where there is one writer at a time."""
    return int(_one(owned, "SELECT pg_snapshot_xmin(pg_current_snapshot())")) if owned.is_postgresql else None


def next_to_come(owned: Owned) -> int | None:
    """What writes from now on has at least this number.

    By a number of our own: a snapshot's xmax may be that of one which is under way.
    """
    return int(_one(owned, "SELECT pg_current_xact_id()")) + 1 if owned.is_postgresql else None


def send_again(owned: Owned, district: str) -> int:
    """Every event of the district that is kept and heard waits to be published once more; how many."""
    return int(_executed(owned, _AGAIN, district).rowcount)


def keys_of(owned: Owned, district: str) -> list[WrappedKeys]:
    """As they are wrapped, the oldest first."""
    found = owned.connection.execute(
        select(data_keys).where(data_keys.c.district == district).order_by(data_keys.c.version)
    )
    return [
        WrappedKeys(row.district, row.version, bytes(row.data_key), bytes(row.digest_key)) for row in found
    ]


def put_keys(owned: Owned, keys: Iterable[WrappedKeys]) -> None:
    """In the place of the same ones, wrapped otherwise."""
    for row in keys:
        here = (data_keys.c.district == row.district, data_keys.c.version == row.version)
        wrapped = {"data_key": row.data_key, "digest_key": row.digest_key}
        owned.connection.execute(data_keys.update().where(*here).values(wrapped))


def _run(owned: Owned, statement: Sql, *values: Any) -> list[Any]:
    return list(_executed(owned, statement, *values))


def _executed(owned: Owned, statement: Sql, *values: Any) -> Any:
    text = statement.postgresql if owned.is_postgresql else statement.sqlite
    return owned.connection.exec_driver_sql(text, values)


def _one(owned: Owned, text: str) -> Any:
    return owned.connection.exec_driver_sql(text).scalar_one()
