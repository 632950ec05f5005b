"""The storage layer alone keeps a district to its own rows, on both databases (D9, D10)."""

from typing import Any

import pytest
from sqlalchemy import Select, insert, select
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import DBAPIError

from services.chassis.storage.database import Database
from services.chassis.storage.guard import DistrictMissing, binds_of
from services.chassis.storage.prepared import here
from tests.chassis.storage.builders import (
    ELSEWHERE,
    HERE,
    LI_NA,
    THERE,
    a_call,
    a_garden,
    gardens_of,
    lay_ground,
    plant,
    reading,
)
from tests.chassis.storage.shop.tables import gardens
from tests.chassis.storage.statements import BOUND, UNBOUND

LEVELS = 10


@pytest.fixture
def two(database: Database) -> Database:
    """The same garden in two districts."""
    for caller in (LI_NA, ELSEWHERE):
        lay_ground(database, caller.district)
        plant(database, a_garden(caller.district), caller=caller)
    return database


def test_a_district_lists_its_own_rows(two):
    with reading(two) as tx:
        rows = tx.rows.all(select(gardens.c.district).where(tx.rows.of(gardens)))

    assert rows == [{"district": HERE}]


@pytest.mark.parametrize("statement", UNBOUND.values(), ids=UNBOUND)
def test_a_statement_that_is_not_bound_to_the_district_is_refused(two, statement):
    call = a_call(two)
    walls = DBAPIError if two.is_postgresql else DistrictMissing

    with pytest.raises((DistrictMissing, walls)), call.begin(LI_NA) as tx:
        tx.rows.execute(statement)
    call.rollback()

    assert (gardens_of(two, HERE), gardens_of(two, THERE)) == (["garden-1"], ["garden-1"])


@pytest.mark.parametrize("statement", BOUND.values(), ids=BOUND)
def test_a_statement_that_is_bound_to_the_district_passes(two, statement):
    call = a_call(two)
    with call.begin(LI_NA) as tx:
        result = tx.rows.execute(statement)
        touched = len(result.all()) if result.returns_rows else result.rowcount
    call.rollback()

    assert touched > 0


def test_an_upsert_passes_with_its_district(two):
    upsert = (postgresql_dialect if two.is_postgresql else sqlite_dialect).insert(gardens)
    upsert = upsert.on_conflict_do_update(
        index_elements=["district", "id"],
        set_={"beds": upsert.excluded.beds},
        where=gardens.c.version < upsert.excluded.version,
    )
    call = a_call(two)
    with call.begin(LI_NA) as tx:
        tx.rows.execute_many(upsert, [a_garden(beds=7, version=2), a_garden(id="garden-2")])
    call.commit(b"{}")

    assert gardens_of(two) == ["garden-1", "garden-2"]


def test_many_rows_with_a_strange_one_among_them_are_refused(two):
    call = a_call(two)
    strange = [a_garden(id="garden-2"), a_garden(THERE, id="garden-3")]

    with pytest.raises(Exception, match=r"district|row-level"), call.begin(LI_NA) as tx:
        tx.rows.execute_many(insert(gardens), strange)
    call.rollback()

    assert gardens_of(two, THERE) == ["garden-1"]


def test_the_same_statement_serves_two_districts_one_after_the_other(two):
    for caller in (LI_NA, ELSEWHERE, LI_NA):
        with reading(two, caller) as tx:
            rows = tx.rows.all(select(gardens.c.district).where(tx.rows.of(gardens)))
        assert rows == [{"district": caller.district}]


def test_a_select_within_selects_is_looked_at_once(monkeypatch: pytest.MonkeyPatch):
    """Where each level names the one below twice, the lowest would be looked at a thousand times."""
    looks: list[object] = []
    final_froms = Select.get_final_froms

    def looking(statement: Select[Any]) -> Any:
        looks.append(statement)
        return final_froms(statement)

    monkeypatch.setattr(Select, "get_final_froms", looking)
    nested: Select[Any] = select(gardens.c.id).where(here(gardens))
    for _ in range(LEVELS):
        below = nested.subquery()
        twice = select(below.c.id).scalar_subquery()
        nested = select(below.c.id).where(below.c.id == twice)

    binds = binds_of(nested.compile(dialect=sqlite_dialect.dialect()))

    assert binds == {"district"}
    assert len(looks) == 1 + 2 * LEVELS
