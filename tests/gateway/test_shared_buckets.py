"""Gateways that share a store count together; without it each goes on alone, and nobody waits."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from uuid import uuid4

import pytest

from gateway.rates.own_buckets import OwnBuckets
from gateway.rates.rate import SECOND, Draw, Limit, Whose
from gateway.rates.shared_buckets import SharedBuckets
from gateway.rates.store import open_store
from tests.processes import NotOursToStop, free_port
from tests.servers import Redis, private_redis

WITHIN = 0.2


class Hand:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with private_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def frozen(redis: Redis) -> Iterator[Redis]:
    try:
        redis.freeze()
    except NotOursToStop:
        pytest.skip("the server is not ours to stop")
    yield redis
    redis.thaw()


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def a_gateway(hand: Hand) -> Iterator[Callable[..., SharedBuckets]]:
    with ExitStack() as stores:

        def build(uri: str, ca_file: str = "") -> SharedBuckets:
            store = stores.enter_context(closing(open_store(uri, WITHIN, ca_file)))
            return SharedBuckets(store, OwnBuckets(), hand)

        yield build


@pytest.fixture
def key() -> str:
    return f"linli:rates:test:{uuid4()}"


def a_limit(text: str, gateways: int = 2) -> Limit:
    limit = Limit.parse(Whose.PERSON, "reading", text, gateways)
    assert limit is not None
    return limit


def took(buckets: SharedBuckets, limit: Limit, times: int, key: str) -> int:
    return sum(buckets.take([Draw(limit, key)]) is None for _ in range(times))


def test_two_gateways_let_through_together_what_the_rate_says(redis: Redis, a_gateway, key: str):
    first, second = a_gateway(redis.uri), a_gateway(redis.uri)
    limit = a_limit("6/60")
    assert [took(first, limit, 4, key), took(second, limit, 4, key), took(first, limit, 1, key)] == [4, 2, 0]


def test_who_is_refused_is_told_when_to_come_again(redis: Redis, a_gateway, key: str):
    gateway, limit = a_gateway(redis.uri), a_limit("6/60")
    took(gateway, limit, 6, key)
    short = gateway.take([Draw(limit, key)])
    assert short.limit is limit
    assert 9 * SECOND < short.wait <= 10 * SECOND


def test_a_bucket_fills_by_the_clock_of_the_store_and_is_forgotten_when_full(
    redis: Redis, a_gateway, key: str
):
    gateway, limit = a_gateway(redis.uri), a_limit("2/3")
    assert took(gateway, limit, 3, key) == 2
    time.sleep(1.6)
    assert took(gateway, limit, 2, key) == 1
    time.sleep(3.1)
    assert redis.ask("EXISTS", key) == 0


def test_of_two_buckets_none_is_drawn_from_when_one_is_empty(redis: Redis, a_gateway, key: str):
    gateway, small, large = a_gateway(redis.uri), a_limit("1/60"), a_limit("3/60")
    both = [Draw(large, f"{key}:address"), Draw(small, key)]
    assert gateway.take(both) is None
    assert gateway.take(both).limit is small
    assert gateway.take(both).limit is small
    assert took(gateway, large, 5, f"{key}:address") == 2


def test_a_store_that_forgot_the_script_is_told_it_again(redis: Redis, a_gateway, key: str):
    gateway, limit = a_gateway(redis.uri), a_limit("3/60")
    assert took(gateway, limit, 1, key) == 1
    redis.ask("SCRIPT", "FLUSH")
    assert took(gateway, limit, 5, key) == 2


def test_many_who_ask_at_once_are_counted_each(redis: Redis, a_gateway, key: str):
    gateway, limit, let_through = a_gateway(redis.uri), a_limit("50/3600"), []
    asking = [
        threading.Thread(target=lambda: let_through.append(took(gateway, limit, 10, key))) for _ in range(10)
    ]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert sum(let_through) == 50


def test_a_line_that_the_store_closed_is_opened_anew(redis: Redis, a_gateway, key: str, caplog):
    gateway, limit = a_gateway(redis.uri), a_limit("9/60")
    took(gateway, limit, 1, key)
    redis.ask("CLIENT", "KILL", "TYPE", "normal")
    assert took(gateway, limit, 2, key) == 2
    assert caplog.records == []


def test_another_database_of_the_store_is_another_store(redis: Redis, a_gateway, key: str):
    limit = a_limit("1/60")
    assert took(a_gateway(redis.uri), limit, 2, key) == 1
    assert took(a_gateway(f"{redis.uri}/1"), limit, 2, key) == 1
    assert redis.ask("EXISTS", key) == 1


@pytest.mark.parametrize("uri", ["redis://:wrong@{place}", "redis://{place}", "redis://nobody:x@{place}"])
def test_a_store_that_does_not_know_us_is_away(redis: Redis, a_gateway, key: str, caplog, uri: str):
    gateway = a_gateway(uri.format(place=redis.uri.rpartition("@")[2]))
    assert took(gateway, a_limit("6/60"), 9, key) == 3
    assert [(record.message, record.error) for record in caplog.records] == [
        ("store of rates away", "AuthenticationError")
    ]


def over_tls(redis: Redis) -> str:
    try:
        return redis.tls_uri
    except NotOursToStop:
        pytest.skip("the server is not ours to start with a certificate")


def test_a_store_is_reached_by_tls_and_is_the_same_store(redis: Redis, a_gateway, key: str):
    limit = a_limit("6/60")
    assert took(a_gateway(over_tls(redis), redis.ca_file), limit, 4, key) == 4
    assert took(a_gateway(redis.uri), limit, 4, key) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_store_whose_certificate_nobody_vouches_for_is_away(
    redis: Redis, a_gateway, key: str, caplog, host: str
):
    uri, trusted = over_tls(redis), redis.ca_file if host == "localhost" else ""
    assert took(a_gateway(uri.replace("127.0.0.1", host), trusted), a_limit("6/60"), 9, key) == 3
    assert [record.message for record in caplog.records] == ["store of rates away"]
    assert redis.ask("EXISTS", key) == 0


def test_while_the_store_is_away_each_gateway_lets_its_part_through(a_gateway, key: str, caplog):
    limit, away = a_limit("6/60"), f"redis://127.0.0.1:{free_port()}"
    first, second = a_gateway(away), a_gateway(away)
    assert [took(first, limit, 9, key), took(second, limit, 9, key)] == [3, 3]
    assert [record.message for record in caplog.records] == ["store of rates away"] * 2


def test_a_store_that_comes_back_counts_again(redis: Redis, a_gateway, hand: Hand, key: str, caplog):
    gateway, limit = a_gateway(redis.uri), a_limit("6/60")
    try:
        redis.stop()
    except NotOursToStop:
        pytest.skip("the server is not ours to stop")
    with caplog.at_level(logging.WARNING):
        assert took(gateway, limit, 9, key) == 3
        redis.start()
        assert took(gateway, limit, 1, key) == 0
        hand.now += 6
        assert took(gateway, limit, 9, key) == 6
    assert [record.message for record in caplog.records] == ["store of rates away", "store of rates back"]


def test_a_store_that_does_not_answer_is_waited_for_once(frozen: Redis, a_gateway, hand: Hand, key: str):
    gateway, limit = a_gateway(frozen.uri), a_limit("100/60")
    began = time.monotonic()
    took(gateway, limit, 40, key)
    assert time.monotonic() - began < 10 * WITHIN
    hand.now += 6
    took(gateway, limit, 40, key)
    assert time.monotonic() - began < 20 * WITHIN


@pytest.mark.parametrize(
    "said",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"+OK\r\n", b"*2\r\n:9\r\n:1\r\n", b":x\r\n", b"x" * 9000, b""],
)
def test_what_is_no_store_is_away(a_gateway, key: str, said: bytes):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=_say, args=(server, said), daemon=True).start()
        assert took(a_gateway(f"redis://127.0.0.1:{port}"), a_limit("6/60"), 9, key) == 3


def _say(server: socket.socket, said: bytes) -> None:
    line, _ = server.accept()
    with line:
        line.recv(4096)
        line.sendall(said)
