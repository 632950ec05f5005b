"""Row-level security of every service's migrated database, asked of PostgreSQL itself (D10)."""

import pytest
from sqlalchemy import Connection

from tests.districts.keys import tenants_of
from tests.districts.places import Place
from tests.districts.test_keys import OF_THE_CHASSIS

MINE = "(district = NULLIF(current_setting('linli.district'::text, true), ''::text))"
FOR_ROWS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
"""TRUNCATE asks no policy, and REFERENCES looks past one: nobody but the owner may do either."""


def asked(connection: Connection, text: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(text.replace("%", "%%"))]


def test_every_tenants_table_has_row_level_security_that_binds_its_owner_too(superuser):
    up = asked(
        superuser,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p') AND relrowsecurity AND relforcerowsecurity",
    )

    assert {name for (name,) in up} == tenants_of(superuser)


def test_every_tenants_table_has_the_policy_of_its_district_and_the_chassiss_that_of_its_work(
    superuser, on_postgresql
):
    found = asked(
        superuser,
        "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
        " ORDER BY tablename, policyname",
    )

    tenants, work = tenants_of(superuser), f"{{{on_postgresql.service}_work}}"
    of_district = [
        (name, f"{name}_district", "PERMISSIVE", "{public}", "ALL", MINE, MINE) for name in tenants
    ]
    of_work = [
        (name, f"{name}_work", "PERMISSIVE", work, "ALL", "true", "true") for name in tenants & OF_THE_CHASSIS
    ]
    assert found == sorted([*of_district, *of_work])


def test_the_roles_are_of_no_might_and_only_the_owner_passes_the_wall(superuser, on_postgresql: Place):
    service = on_postgresql.service
    roles = asked(
        superuser,
        "SELECT rolname, rolbypassrls, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication"
        f" FROM pg_roles WHERE rolname LIKE '{service}\\_%' ORDER BY rolname",
    )

    assert roles == [
        (f"{service}_app", False, False),
        (f"{service}_owner", True, False),
        (f"{service}_work", False, False),
    ]


def test_nobody_becomes_another_role(superuser):
    """A member of the owner's role would take the wall down."""
    assert asked(superuser, "SELECT * FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
                 " WHERE rolname LIKE '%\\_app' OR rolname LIKE '%\\_work'") == []  # fmt: skip


def test_everything_in_the_database_is_the_owners(superuser, on_postgresql):
    service = on_postgresql.service
    owned = asked(
        superuser,
        "SELECT DISTINCT refobjid::regrole::text FROM pg_shdepend WHERE deptype = 'o' AND dbid IN"
        " (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
        f" AND refobjid::regrole::text LIKE '{service}\\_%'",
    )

    assert owned == [(f"{service}_owner",)]
    tables = asked(
        superuser,
        "SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    )
    assert tables == [(f"{service}_owner",)]


@pytest.mark.parametrize("role", ["app", "work"])
def test_a_role_has_rights_on_rows_alone(superuser, on_postgresql, role):
    granted = asked(
        superuser,
        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants"
        f" WHERE grantee = '{on_postgresql.service}_{role}' OR grantee = 'PUBLIC'"
        " AND table_schema = 'public'",
    )

    assert {right for (right,) in granted} == FOR_ROWS
    (creates,) = asked(
        superuser, f"SELECT has_schema_privilege('{on_postgresql.service}_{role}', 'public', 'CREATE')"
    )
    assert creates == (False,)


def test_nothing_looks_past_the_wall_for_others(superuser):
    """A view reads as its owner, who passes; a function may say so too."""
    views = asked(
        superuser,
        "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace",
    )
    functions = asked(
        superuser,
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace",
    )

    assert views == []
    assert set(functions) <= {("linli_analyze",), ("linli_sweep_audit",)}


def test_text_of_keys_and_indexes_is_in_c_order(superuser):
    """Of expressions, too: what is compared or paged is compared byte by byte, and a range is a range."""
    others = asked(
        superuser,
        """
        SELECT DISTINCT indexrelid::regclass::text FROM pg_class
        JOIN pg_index ON indrelid = pg_class.oid, unnest(indcollation) AS of_column(its)
        WHERE relnamespace = 'public'::regnamespace AND its NOT IN (0, '"C"'::regcollation)
          AND relname <> 'schema_version'
        """,
    )

    assert others == []
