"""Every service's migrated database, on SQLite and on PostgreSQL; a cluster of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from sqlalchemy import Connection, NullPool, create_engine

from tests.districts.places import SERVICES, Place, in_file, on_server
from tests.servers import NOT_DURABLE, PostgreSql, private_postgresql


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSql]:
    """Roles with passwords of these tests, and tables that no other test fills."""
    with private_postgresql(tmp_path_factory.mktemp("cluster"), **NOT_DURABLE) as server:
        yield server


@pytest.fixture(scope="session")
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A service's place by its name and kind of database; made at its first use."""

    @cache
    def place_of(service: str, kind: str) -> Place:
        if kind == "sqlite":
            return in_file(tmp_path_factory.mktemp(service), service)
        return on_server(request.getfixturevalue("cluster"), service)

    return place_of


@pytest.fixture(params=SERVICES)
def on_postgresql(request: pytest.FixtureRequest, places) -> Place:
    found: Place = places(request.param, "postgresql")
    return found


@pytest.fixture(params=[f"{service}-{kind}" for service in SERVICES for kind in ("sqlite", "postgresql")])
def place(request: pytest.FixtureRequest, places) -> Place:
    """Every service's, on both databases."""
    found: Place = places(*request.param.split("-"))
    return found


@pytest.fixture
def admin(place: Place) -> Iterator[Connection]:
    """A hand that no wall keeps back."""
    with connected(place) as connection:
        yield connection


@pytest.fixture
def superuser(on_postgresql: Place) -> Iterator[Connection]:
    with connected(on_postgresql) as connection:
        yield connection


@pytest.fixture(params=SERVICES)
def empty(request: pytest.FixtureRequest, cluster: PostgreSql) -> Iterator[Place]:
    """A database to be filled, and gone afterwards."""
    name = f"{request.param}_filled"
    yield on_server(cluster, request.param, name)
    cluster.drop_database(name)


@contextmanager
def connected(place: Place) -> Iterator[Connection]:
    engine = create_engine(place.admin, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
