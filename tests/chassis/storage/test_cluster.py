"""A service's database and roles in a cluster: made once, renewed at will (D10)."""

import psycopg2
import pytest

from services.chassis.storage.cluster import prepare_roles
from tests.chassis.storage.conftest import PASSWORDS, SERVICE, as_admin


@pytest.fixture
def prepared(postgresql):
    prepare_roles(postgresql.admin_url, SERVICE, PASSWORDS)
    return postgresql


def test_only_the_owner_bypasses_the_wall_and_nobody_is_mighty(prepared):
    roles = as_admin(
        prepared,
        "SELECT rolname, rolbypassrls, rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles"
        f" WHERE rolname LIKE '{SERVICE}\\_%' ORDER BY rolname",
    )

    assert roles == [("shop_app", False, False), ("shop_owner", True, False), ("shop_work", False, False)]


def test_nobody_else_may_connect(prepared):
    (allowed,) = as_admin(prepared, f"SELECT has_database_privilege('public', '{SERVICE}', 'CONNECT')")

    assert allowed == (False,)


def test_a_second_time_renews_the_passwords(prepared):
    prepare_roles(prepared.admin_url, SERVICE, {**PASSWORDS, "app": "another"})

    url = prepared.url_of(f"{SERVICE}_app", "another", SERVICE)
    connection = psycopg2.connect(url.replace("postgresql+psycopg2://", "postgresql://", 1))
    assert connection.info.user == f"{SERVICE}_app"
    connection.close()
    prepare_roles(prepared.admin_url, SERVICE, PASSWORDS)


@pytest.mark.parametrize("name", ["Shop", "shop; DROP ROLE shop_app", "", "1shop", "s" * 42])
def test_a_services_name_is_plain(prepared, name):
    with pytest.raises(ValueError, match="name"):
        prepare_roles(prepared.admin_url, name, PASSWORDS)
