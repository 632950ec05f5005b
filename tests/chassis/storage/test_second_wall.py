"""What a defect in the first wall would meet: raw SQL as the application role on PostgreSQL (D10)."""

from collections.abc import Iterator

import psycopg2
import pytest
from sqlalchemy import select

from services.chassis.storage.database import Database
from services.chassis.storage.tables import districts
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, a_garden, lay_ground, plant
from tests.chassis.storage.conftest import SERVICE, Addresses
from tests.chassis.storage.shop.tables import gardens


@pytest.fixture
def two(on_postgresql: Addresses) -> Iterator[Database]:
    """The same garden in two districts."""
    database = Database(on_postgresql, SERVICE)
    for caller in (LI_NA, ELSEWHERE):
        lay_ground(database, caller.district)
        plant(database, a_garden(caller.district), caller=caller)
    yield database
    database.close()


@pytest.fixture
def raw(two, on_postgresql):
    connection = psycopg2.connect(on_postgresql.app.replace("+psycopg2", ""))
    with connection, connection.cursor() as cursor:
        yield cursor
    connection.close()


def test_without_a_district_there_are_no_rows(raw):
    raw.execute("SELECT count(*) FROM gardens")
    assert raw.fetchone() == (0,)


def test_an_empty_district_has_no_rows(raw):
    raw.execute("SELECT set_config('linli.district', '', true); SELECT count(*) FROM gardens")
    assert raw.fetchone() == (0,)


def test_a_district_sees_its_own(raw):
    raw.execute("SELECT set_config('linli.district', 'd1', true); SELECT district FROM gardens")
    assert raw.fetchall() == [(HERE,)]


def test_a_district_changes_its_own(raw):
    raw.execute("SELECT set_config('linli.district', 'd1', true); UPDATE gardens SET beds = 0")
    assert raw.rowcount == 1


def test_a_district_inserts_nothing_for_another(raw):
    raw.execute("SELECT set_config('linli.district', 'd1', true)")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="row-level security"):
        raw.execute("INSERT INTO areas (district, id, path, name) VALUES ('d2', 'area-9', 'z/', 'North')")


def test_a_row_is_not_handed_to_another_district(raw):
    raw.execute("SELECT set_config('linli.district', 'd1', true)")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="row-level security"):
        raw.execute("UPDATE gardens SET district = 'd2', id = 'garden-9'")


def test_a_foreign_key_does_not_reach_into_another_district(raw):
    raw.execute("SELECT set_config('linli.district', 'd1', true); DELETE FROM areas WHERE id = 'area-3'")
    with pytest.raises(psycopg2.errors.ForeignKeyViolation):
        raw.execute(
            "INSERT INTO gardens (district, id, area_id, name, beds, version)"
            " VALUES ('d1', 'garden-9', 'area-3', 'far', 1, 1)"
        )


@pytest.mark.parametrize("command", ["UPDATE audit SET ids = '[]'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_trail_cannot_be_changed(raw, command):
    raw.execute("SELECT set_config('linli.district', 'd1', true)")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        raw.execute(command)


@pytest.mark.parametrize(
    "command",
    [
        "ALTER TABLE gardens DISABLE ROW LEVEL SECURITY",
        "SET ROLE shop_owner",
        "SET session_authorization = shop_owner",
    ],
)
def test_the_application_cannot_take_the_wall_down(raw, command):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        raw.execute(command)


def test_the_chassiss_work_sees_its_tables_across_districts_and_no_others(two, raw):
    with two.look() as look:
        assert len(look.all(select(districts))) == 2
        assert look.all(select(gardens.c.id)) == []
