"""Many rows at once cost what they are, also where the table was empty a moment ago."""

from collections.abc import Callable, Sequence

import pytest

from services.chassis.storage.database import Database
from services.chassis.storage.many import insert_many
from services.chassis.storage.sql import Sql
from services.chassis.storage.transaction import Transaction
from tests.chassis.storage.builders import LI_NA, a_call, a_garden, gardens_of, lay_ground, reading
from tests.chassis.storage.shop.tables import areas, gardens

MANY = 400
READ = Sql(
    "-",
    postgresql="SELECT coalesce(idx_tup_fetch, 0) + seq_tup_read AS rows"
    " FROM pg_stat_xact_user_tables WHERE relname = 'areas'",
)


def test_many_rows_are_there_with_all_they_were_given(database: Database):
    call = a_call(database)
    with call.begin(LI_NA) as tx:
        _lay_areas(tx, range(1))
        _plant(tx, range(MANY), of=1)
    call.commit(b"{}")

    assert len(gardens_of(database)) == MANY
    with reading(database) as tx:
        held = tx.rows.run(Sql("SELECT count(*), min(beds), max(planted_on) FROM gardens"))
    assert [tuple(row) for row in held.rows] == [(MANY, 4, None)]


@pytest.mark.parametrize("addresses", ["postgresql"], indirect=True)
def test_what_they_refer_to_is_looked_up_once_a_row_however_small_its_table_was(
    database: Database, tamper: Callable[[str], None]
):
    """A foreign key keeps the plan of its first check: of one row, by any index of the district."""
    lay_ground(database)
    tamper("VACUUM ANALYZE areas")
    call = a_call(database)
    with call.begin(LI_NA) as tx:
        _lay_areas(tx, range(1))
        _plant(tx, range(1), of=1)
        for at in range(1, 5):
            _lay_areas(tx, range(at * MANY, (at + 1) * MANY))
        before = _read(tx)
        _plant(tx, range(1, MANY), of=MANY)
        looked_at = _read(tx) - before
    call.rollback()

    assert looked_at < 3 * MANY


def _lay_areas(tx: Transaction, numbers: Sequence[int]) -> None:
    ids = [f"area-{number}" for number in numbers]
    insert_many(tx.rows, areas, [{"id": id, "path": f"{id}/", "name": id} for id in ids])


def _plant(tx: Transaction, numbers: Sequence[int], of: int) -> None:
    planted = [a_garden(id=f"garden-{number}", area_id=f"area-{_home(number, of)}") for number in numbers]
    insert_many(tx.rows, gardens, planted)


def _home(number: int, of: int) -> int:
    return number % of if of == 1 else MANY + number % of


def _read(tx: Transaction) -> int:
    [(read,)] = tx.rows.run(READ).rows
    return int(read)
