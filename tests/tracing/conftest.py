"""Houses of both profiles that tell a collector of everything."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody
from tests.processes import NotOursToStop
from tests.servers import RabbitMq, private_postgresql
from tests.tracing.collector import Collector, collecting


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="session", params=["embedded", "production"])
def traced_house(
    request: pytest.FixtureRequest, collector: Collector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Its databases have the names of every house's, so they are in a cluster of their own."""
    settings = {
        "tracing": {"endpoint": collector.url, "sample": 1.0},
        "http": {"trusted_proxies": "127.0.0.2"},
    }
    folder = tmp_path_factory.mktemp("traced")
    with ExitStack() as opened:
        if request.param == "embedded":
            yield opened.enter_context(House(folder, settings=settings))
            return
        if os.environ.get("LINLI_TEST_DATABASE_URI"):
            raise NotOursToStop("the databases of another house")
        rabbitmq: RabbitMq = request.getfixturevalue("rabbitmq")
        postgresql = opened.enter_context(private_postgresql(tmp_path_factory.mktemp("traced-postgresql")))
        yield opened.enter_context(House(folder, rabbitmq, postgresql, settings=settings))


@pytest.fixture
def district(traced_house: House) -> Iterator[District]:
    with httpx.Client(base_url=traced_house.url, timeout=20.0, verify=False) as http:
        yield District.founded(Somebody(http, traced_house.passes))
