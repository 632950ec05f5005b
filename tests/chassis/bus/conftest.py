"""Tests of the bus run on green threads, in a pytest session of their own (D21)."""

from services.chassis.bus.patching import patch

patch()

from collections.abc import Iterator  # noqa: E402
from contextlib import closing  # noqa: E402
from pathlib import Path  # noqa: E402
from uuid import uuid4  # noqa: E402

import pytest  # noqa: E402

from services.chassis.bus import amqp, embedded  # noqa: E402
from services.chassis.ids import new_id  # noqa: E402
from tests.chassis.bus.desk import Desk  # noqa: E402
from tests.chassis.bus.toy_house import ToyHouse, postgresql_settings, sqlite_settings  # noqa: E402

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        raise pytest.UsageError("tests/chassis/bus runs on green threads: no workers beside it, leave out -n")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if any(HERE not in item.path.parents for item in items):
        raise pytest.UsageError(
            "tests/chassis/bus runs on green threads, so alone: `pytest tests/chassis/bus`, "
            "and `pytest --ignore tests/chassis/bus` for the others"
        )


@pytest.fixture(params=["embedded", "rabbitmq"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The same test at the broker in this process and, through the house's transport, at RabbitMQ."""
    yield from _desk(request, "amqp")


@pytest.fixture(params=["embedded", "rabbitmq"])
def plain_desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The same, but RabbitMQ through kombu's own transport, for those who know only that."""
    yield from _desk(request, "pyamqp")


@pytest.fixture
def embedded_desk() -> Iterator[Desk]:
    with closing(Desk(_embedded_uri())) as desk:
        yield desk


def _desk(request: pytest.FixtureRequest, scheme: str) -> Iterator[Desk]:
    if request.param == "embedded":
        uri = _embedded_uri()
    else:
        amqp.install()
        uri = request.getfixturevalue("rabbitmq").uri.replace("amqp", scheme, 1)
    with closing(Desk(uri)) as desk:
        yield desk


def _embedded_uri() -> str:
    embedded.install()
    return f"embedded://{uuid4().hex}"


@pytest.fixture(params=["embedded", "production"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ToyHouse]:
    """The example service, started, on each pair of broker and database."""
    if request.param == "embedded":
        settings = sqlite_settings(tmp_path, f"embedded://{new_id()}")
    else:
        broker = request.getfixturevalue("rabbitmq").uri
        settings = postgresql_settings(tmp_path, broker, request.getfixturevalue("postgresql"))
    house = ToyHouse(settings)
    house.start()
    yield house
    house.stop()
