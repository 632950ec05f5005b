"""Gateways behind sockets that count together over one store."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from signal import SIGTERM

import pytest

from deploy.linli.capacity import Unwell
from deploy.linli.reach import store_of_rates
from deploy.linli.services import GATEWAY
from services.chassis.rate_settings import UNLIMITED
from services.chassis.scale_settings import ScaleSettings
from services.chassis.settings import Settings
from tests.gateway.sockets import Served, served
from tests.processes import NotOursToStop, free_port
from tests.servers import Redis, private_redis

WITHIN = 1.5
COUNTED = "linli:rates:person:reading:chenghua:person:li-na"


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with private_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def gateways(redis: Redis, tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    options = ("--store", redis.uri, "--person-reading", "4/3600", "--store-within", str(WITHIN))
    redis.ask("DEL", COUNTED)
    with served(tmp_path / "first", *options) as first, served(tmp_path / "second", *options) as second:
        yield first, second


def statuses(house: Served, times: int) -> list[int]:
    with house.line() as line:
        line.send(house.head() * times)
        return [line.answer().status for _ in range(times)]


def test_two_gateways_count_a_persons_requests_together(gateways: tuple[Served, Served]):
    first, second = gateways
    assert statuses(first, 3) == [200, 200, 200]
    assert statuses(second, 3) == [200, 429, 429]


def test_a_store_that_hangs_holds_up_only_who_asks_it_and_not_for_long(
    gateways: tuple[Served, Served], redis: Redis
):
    house, _ = gateways
    try:
        redis.freeze()
    except NotOursToStop:
        pytest.skip("the server is not ours to stop")
    try:
        with house.line() as counted, house.line() as uncounted:
            began = time.monotonic()
            counted.send(house.head())
            time.sleep(0.05)
            uncounted.send(house.head("/healthz"))
            assert uncounted.answer().status == 200
            assert time.monotonic() - began < WITHIN
            assert counted.answer().status == 200
            assert WITHIN < time.monotonic() - began < 3 * WITHIN
        began = time.monotonic()
        assert statuses(house, 4) == [200, 200, 200, 429]
        assert time.monotonic() - began < WITHIN
    finally:
        redis.thaw()


def test_a_gateway_without_its_store_says_so_once(
    gateways: tuple[Served, Served], redis: Redis, tmp_path: Path
):
    house, _ = gateways
    try:
        redis.stop()
    except NotOursToStop:
        pytest.skip("the server is not ours to stop")
    try:
        assert statuses(house, 6) == [200, 200, 200, 200, 429, 429]
    finally:
        redis.start()
    house.process.send_signal(SIGTERM)
    house.process.wait(5)
    assert (tmp_path / "first" / "stderr").read_text().count("store of rates away") == 1


def with_store(uri: str) -> Settings:
    scale = ScaleSettings({GATEWAY: 3})
    return Settings(rates=replace(UNLIMITED, store=uri, gateways=3), scale=scale)


def test_the_doctor_says_whether_the_store_is_there_and_never_its_password(redis: Redis):
    place = redis.uri.rpartition("@")[2].removeprefix("redis://").partition("/")[0]
    assert store_of_rates(with_store("")) == "each of 3 gateways counts its part"
    assert store_of_rates(with_store(redis.uri)) == place
    with pytest.raises(Unwell, match=f"{place} refuses us"):
        store_of_rates(with_store(f"redis://:s3cr3t@{place}"))
    with pytest.raises(Unwell, match="ConnectionRefusedError"):
        store_of_rates(with_store(f"redis://127.0.0.1:{free_port()}"))
