"""The index rule (D10): under row-level security, on 100,000 areas, a range is answered by an index."""

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql as dialect

from services.chassis.caller import Scope
from services.chassis.storage.database import Database
from services.chassis.storage.paging import page
from services.chassis.storage.ranges import starts_with, under
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within, within_paths
from tests.chassis.storage.builders import HERE
from tests.chassis.storage.conftest import SERVICE, Addresses, as_admin
from tests.chassis.storage.shop.tables import areas, gardens
from tests.servers import PostgreSql

GROUND = """
TRUNCATE areas, gardens;
INSERT INTO areas (district, id, path, name)
  SELECT d, 'area-' || n, (n / 1000) || '/' || (n / 50) || '/' || n || '/', 'name ' || n
  FROM generate_series(1, 50000) n, unnest(ARRAY['d1', 'd2']) d;
INSERT INTO gardens (district, id, area_id, name, beds, version)
  SELECT d, 'garden-' || n, 'area-' || n, 'garden', n % 7, 1
  FROM generate_series(1, 40000) n, unnest(ARRAY['d1', 'd2']) d;
ANALYZE areas; ANALYZE gardens;
"""


@pytest.fixture(scope="module")
def ground(postgresql: PostgreSql, cluster: Addresses) -> Iterator[Addresses]:
    as_admin(postgresql, GROUND, SERVICE)
    yield cluster
    as_admin(postgresql, "TRUNCATE areas, gardens", SERVICE)


@pytest.fixture
def rows(ground: Addresses) -> Iterator[Rows]:
    database = Database(ground, SERVICE)
    with database.look(HERE) as look:
        yield look
    database.close()


def plan_of(ground: Addresses, statement: Select[Any]) -> dict[str, Any]:
    """The plan that the application role gets."""
    text = str(statement.compile(dialect=dialect.dialect(), compile_kwargs={"literal_binds": True}))
    connection = psycopg2.connect(ground.app.replace("+psycopg2", ""))
    with connection, connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('linli.district', '{HERE}', true)")
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + text)
        ((found,),) = cursor.fetchall()
    connection.close()
    plan: dict[str, Any] = found[0]["Plan"]
    return plan


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes_of(below)


def conditions_of(ground: Addresses, statement: Select[Any]) -> str:
    """What its indexes are asked for; no table is read from end to end, and no row for nothing but one."""
    nodes = list(nodes_of(plan_of(ground, statement)))
    assert [node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"] == []
    assert sum(node.get("Rows Removed by Filter", 0) for node in nodes) <= 1
    return " ".join(node.get("Index Cond", "") for node in nodes)


def test_a_name_prefix(ground, rows):
    statement = select(areas.c.id).where(rows.of(areas), starts_with(areas.c.name, "name 4999"))

    assert "name >= 'name 4999'" in conditions_of(ground, statement)
    assert len(rows.all(statement)) == 11


def test_a_subtree(ground, rows):
    statement = select(areas.c.id).where(rows.of(areas), under(areas.c.path, "7/141/"))

    assert "path < '7/1410'" in conditions_of(ground, statement)
    assert len(rows.all(statement)) == 50


def test_the_areas_of_a_scope(ground, rows):
    statement = select(areas.c.id).where(
        rows.of(areas), within_paths(Scope(("area-7050",)), rows, areas.c.path, areas)
    )

    assert "path >=" in conditions_of(ground, statement)
    assert rows.all(statement) == [{"id": "area-7050"}]


def test_one_row_within_a_scope(ground, rows):
    mine = within(Scope(("area-7050", "area-7051")), rows, gardens.c.area_id, areas)
    statement = select(gardens.c.id).where(rows.of(gardens), gardens.c.id == "garden-7051", mine)

    assert "id = 'garden-7051'" in conditions_of(ground, statement)
    assert rows.all(statement) == [{"id": "garden-7051"}]


def test_the_rows_within_a_scope(ground, rows):
    mine = within(Scope(("area-7050",)), rows, gardens.c.area_id, areas)
    statement = select(gardens.c.id).where(rows.of(gardens), mine)

    conditions = conditions_of(ground, statement)
    assert "area_id = " in conditions
    assert "path >=" in conditions


def test_a_page_far_down_the_list(ground, rows):
    asked = []

    class Noting(Rows):
        def __init__(self) -> None:
            self.district = rows.district

        def all(self, statement, **values):
            asked.append(statement)
            return rows.all(statement)

    listed = select(areas.c.id, areas.c.path).where(rows.of(areas))
    items, _ = page(
        Noting(), listed, by=[areas.c.path, areas.c.id], after=["7/141/7050/", "area-7050"], limit=20
    )

    assert [item["id"] for item in items[:2]] == ["area-7051", "area-7052"]
    assert "path >= '7/141/7050/'" in conditions_of(ground, asked[0])
