"""How a new case gets its place: the register's row is locked last, and by the same message if it can be.

The register's row is what everybody who registers in a community waits for, so it is held as
shortly as may be: PostgreSQL takes the place and keeps the case in one statement.
"""

from typing import Any

from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.storage.prepared import Prepared, here, unless_there
from services.chassis.storage.rows import Rows
from services.grids.cases.store.tables import cases, registers


def _next_place() -> Update:
    mine = (registers.c.community_id == bindparam("community_id"), registers.c.year == bindparam("year"))
    return update(registers).where(here(registers), *mine).values(last=registers.c.last + 1)


def _in_one() -> Prepared:
    place = _next_place().returning(registers.c.last).cte("place")
    given = [
        place.c.last if column is cases.c.place else bindparam(column.name, type_=column.type)
        for column in cases.columns
    ]
    new = insert_postgresql(cases).from_select([column.name for column in cases.columns], select(*given))
    unless_taken = new.on_conflict_do_nothing(index_elements=["district", "id"])
    return Prepared(unless_taken.returning(cases.c.place))


IN_ONE = _in_one()
PLACE = Prepared(_next_place().returning(registers.c.last))
ADD = Prepared(
    insert_sqlite(cases).on_conflict_do_nothing(index_elements=["district", "id"]).returning(cases.c.place)
)
OPEN = unless_there(registers)


def enter(rows: Rows, row: dict[str, Any], community_id: str) -> int | None:
    """The place; None when the id has been given. The year's first case opens the register."""
    place = _entered(rows, row, community_id)
    if place is None:
        rows.write(OPEN, community_id=community_id, year=row["year"], last=0)
        place = _entered(rows, row, community_id)
    return place


def _entered(rows: Rows, row: dict[str, Any], community_id: str) -> int | None:
    if rows.is_postgresql:
        found = rows.one(IN_ONE, community_id=community_id, **row)
    else:
        following = rows.one(PLACE, community_id=community_id, year=row["year"])
        found = following and rows.one(ADD, **row | {"place": following["last"]})
    return found["place"] if found else None
