"""A scene of each profile for the short form: one house each, started once."""

from collections.abc import Iterator

import pytest

from tests.faults.stage import Scene, embedded_scene, lined_scene, production_scene
from tests.servers import PostgreSql, RabbitMq, private_postgresql


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with embedded_scene(tmp_path_factory.mktemp("embedded")) as scene:
        yield scene


@pytest.fixture(scope="session")
def production(
    tmp_path_factory: pytest.TempPathFactory, rabbitmq: RabbitMq, postgresql: PostgreSql
) -> Iterator[Scene]:
    with production_scene(tmp_path_factory.mktemp("production"), rabbitmq, postgresql) as scene:
        yield scene


@pytest.fixture(scope="module")
def lined(tmp_path_factory: pytest.TempPathFactory, rabbitmq: RabbitMq) -> Iterator[Scene]:
    """On a cluster of its own: databases are called after services."""
    place = tmp_path_factory.mktemp("lined")
    with (
        private_postgresql(place / "postgresql") as postgresql,
        lined_scene(place, rabbitmq, postgresql) as scene,
    ):
        yield scene


@pytest.fixture(params=["embedded", "production"])
def scene(request: pytest.FixtureRequest) -> Scene:
    """Each profile in turn."""
    found: Scene = request.getfixturevalue(request.param)
    return found
