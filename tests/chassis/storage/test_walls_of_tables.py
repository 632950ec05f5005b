"""Every table of a migrated service, asked of PostgreSQL itself (D10)."""

from services.chassis.storage.tables import metadata as tables_of_the_chassis
from services.chassis.storage.tenant import is_tenant
from tests.chassis.storage.conftest import SERVICE, as_admin

WITHOUT_DISTRICT = {"leases", "outbox", "schema_version"}
"""`outbox` has one, but its key is a place in the service's log; the others are the service's own."""


def test_every_table_of_tenants_has_its_wall_up(postgresql, on_postgresql):
    walls = as_admin(
        postgresql,
        """
        SELECT relname, relrowsecurity AND relforcerowsecurity,
          EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid AND polname = relname || '_district'
                  AND polcmd = '*' AND polpermissive AND polroles = '{0}' AND polwithcheck IS NOT NULL)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'district'
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname
        """,
        SERVICE,
    )

    assert [name for name, *up in walls if up != [True, True]] == []
    tenants = {table.name for table in tables_of_the_chassis.tables.values() if is_tenant(table)}
    assert {name for name, *_ in walls} == tenants | {"areas", "gardens", "jobs", "lanes", "plots"}


def test_only_the_chassiss_tables_open_to_its_work(postgresql, on_postgresql):
    opened = as_admin(
        postgresql, "SELECT polrelid::regclass::text FROM pg_policy WHERE polroles <> '{0}'", SERVICE
    )

    tenants = {table.name for table in tables_of_the_chassis.tables.values() if is_tenant(table)}
    assert {name for (name,) in opened} == tenants | {"jobs"}


def test_every_key_begins_with_the_district(postgresql, on_postgresql):
    keys = as_admin(
        postgresql,
        """
        SELECT conrelid::regclass::text, attname FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE contype IN ('p', 'f', 'u') AND connamespace = 'public'::regnamespace
        """,
        SERVICE,
    )

    assert {table for table, first in keys if first != "district"} == WITHOUT_DISTRICT


def test_compared_text_is_in_c_order(postgresql, on_postgresql):
    others = as_admin(
        postgresql,
        """
        SELECT DISTINCT attrelid::regclass::text, attname FROM pg_index
        JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
        JOIN pg_class ON pg_class.oid = indrelid AND relnamespace = 'public'::regnamespace
        WHERE attcollation <> 0 AND attcollation <> '"C"'::regcollation AND relname <> 'schema_version'
        """,
        SERVICE,
    )

    assert others == []
