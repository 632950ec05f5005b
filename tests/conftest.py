"""What every test may ask for: servers and houses of its own, started once a session and stopped with it.

Little is imported before it is asked for: tests of the bus patch the process first.
"""

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.processes import NotOursToStop

if TYPE_CHECKING:
    from tests.house import House
    from tests.servers import PostgreSql, RabbitMq


IS_LONG = os.environ.get("LINLI_TESTS") == "long"
LATER = pytest.mark.skip(reason="part of make test-all")


def pytest_configure() -> None:
    """How long an example takes says nothing on a busy machine. (The bus's tests have patched by now.)"""
    from hypothesis import settings

    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is marked `long` is for LINLI_TESTS=long; `long("production")` with this parameter alone."""
    for item in items if not IS_LONG else []:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        marks = item.iter_markers("long")
        if any(not mark.args or {*mark.args} & {*params.values()} for mark in marks):
            item.add_marker(LATER)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """What needs a server stopped is left out where the server is somebody else's."""
    try:
        return (yield)
    except NotOursToStop as given:
        pytest.skip(f"not ours to stop: {given}")


@pytest.fixture(scope="session")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator["RabbitMq"]:
    """This worker's broker; whoever stops it starts it again."""
    from tests.servers import private_rabbitmq

    with private_rabbitmq(tmp_path_factory.mktemp("rabbitmq")) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator["PostgreSql"]:
    """This worker's cluster; whoever stops it starts it again."""
    from tests.servers import private_postgresql

    with private_postgresql(tmp_path_factory.mktemp("postgresql")) as server:
        yield server


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator["PostgreSql"]:
    """This worker's cluster for stores on their own: houses drop databases of the same names."""
    from tests.servers import NOT_DURABLE, private_postgresql

    with private_postgresql(tmp_path_factory.mktemp("stores"), **NOT_DURABLE) as server:
        yield server


@pytest.fixture(scope="session")
def embedded_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator["House"]:
    """One process on SQLite, running, the sample loaded."""
    from tests.house import House

    with House(tmp_path_factory.mktemp("embedded")) as house:
        house.load_sample()
        yield house


@pytest.fixture(scope="session")
def production_house(
    tmp_path_factory: pytest.TempPathFactory, rabbitmq: "RabbitMq", postgresql: "PostgreSql"
) -> Iterator["House"]:
    """A process per service on RabbitMQ and PostgreSQL, running, the sample loaded."""
    from tests.house import House

    with House(tmp_path_factory.mktemp("production"), rabbitmq, postgresql) as house:
        house.load_sample()
        yield house


@pytest.fixture(scope="session", params=["embedded", "production"])
def house(request: pytest.FixtureRequest) -> "House":
    """Each profile in turn."""
    found: House = request.getfixturevalue(f"{request.param}_house")
    return found
