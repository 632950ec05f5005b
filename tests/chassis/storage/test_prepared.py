"""Statements of a hot path, compiled once: the same rows as SQLAlchemy's own way."""

from datetime import date

import pytest
from sqlalchemy import bindparam, insert, select, update

from services.chassis.storage.guard import DistrictMissing
from services.chassis.storage.prepared import Prepared, here
from tests.chassis.storage.builders import (
    ELSEWHERE,
    HERE,
    LI_NA,
    NOW,
    THERE,
    a_call,
    a_garden,
    a_reading,
    lay_ground,
    plant,
    reading,
)
from tests.chassis.storage.shop.tables import gardens

GET = Prepared(select(gardens).where(here(gardens), gardens.c.id == bindparam("id")))
LIST = Prepared(select(gardens.c.id).where(here(gardens), gardens.c.beds > 2).order_by(gardens.c.id))
ADD = Prepared(insert(gardens))
DIG = Prepared(
    update(gardens).where(here(gardens), gardens.c.id == bindparam("of")).values(beds=bindparam("to"))
)


@pytest.fixture
def ground(database):
    for caller in (LI_NA, ELSEWHERE):
        lay_ground(database, caller.district)
        plant(database, a_garden(caller.district, planted_on=date(2026, 3, 1), seen_at=NOW), caller=caller)
    return database


def test_a_row_comes_with_the_types_of_its_columns(ground):
    with reading(ground) as tx:
        assert tx.rows.one(GET, id="garden-1") == a_garden(HERE, planted_on=date(2026, 3, 1), seen_at=NOW)


def test_no_row_is_none(ground):
    with reading(ground) as tx:
        assert tx.rows.one(GET, id="garden-9") is None


def test_constants_of_the_statement_stay_in_it(ground):
    plant(ground, a_garden(id="garden-2", beds=2), a_garden(id="garden-3", beds=3))

    with reading(ground) as tx:
        assert tx.rows.all(LIST) == [{"id": "garden-1"}, {"id": "garden-3"}]


def test_the_district_is_the_transactions_own(ground):
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        assert tx.rows.write(DIG, of="garden-1", to=9) == 1
    call.commit(b"{}")

    with reading(ground, ELSEWHERE) as tx:
        assert tx.rows.one(GET, id="garden-1") == a_garden(THERE, planted_on=date(2026, 3, 1), seen_at=NOW)


def test_an_insert_takes_a_whole_row(ground):
    row = a_garden(id="garden-2", seen_at=NOW)
    del row["district"]
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        assert tx.rows.write(ADD, **row) == 1
        assert tx.rows.one(GET, id="garden-2") == {"district": HERE} | row
    call.commit(b"{}")


def test_a_missing_value_is_a_defect(ground):
    call = a_call(ground)

    with pytest.raises(KeyError), call.begin(LI_NA) as tx:
        tx.rows.one(GET)
    call.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        select(gardens).where(gardens.c.id == bindparam("id")),
        select(gardens).where(gardens.c.district == bindparam("of"), gardens.c.id == bindparam("id")),
        select(gardens).where(gardens.c.district == HERE, gardens.c.id == bindparam("id")),
    ],
    ids=["no district", "a bind of another name", "a fixed district"],
)
def test_a_statement_without_its_district_is_never_sent(ground, statement):
    call = a_reading(ground)

    with pytest.raises((DistrictMissing, ValueError)), call.begin(LI_NA) as tx:
        tx.rows.one(Prepared(statement), id="garden-1", of=HERE)
    call.rollback()
