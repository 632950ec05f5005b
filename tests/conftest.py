"""What every test may ask for: servers of its own, started once a session and stopped with it."""

from collections.abc import Iterator

import pytest

from tests.servers import PostgreSql, RabbitMq, private_postgresql, private_rabbitmq


@pytest.fixture(scope="session")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMq]:
    """This worker's broker; whoever stops it starts it again."""
    with private_rabbitmq(tmp_path_factory.mktemp("rabbitmq")) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSql]:
    """This worker's cluster; whoever stops it starts it again."""
    with private_postgresql(tmp_path_factory.mktemp("postgresql")) as server:
        yield server
