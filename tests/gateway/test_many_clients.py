"""Clients that hold too much: connections, requests in flight, answers that they do not take."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.gateway.sockets import GET_CASE, Line, Served, served
from tests.processes import wait_until

GREEDY, MODEST = "127.0.0.2", "127.0.0.3"


@pytest.fixture
def held() -> Iterator[ExitStack]:
    """What it holds is let go at the end."""
    with ExitStack() as stack:
        yield stack


def lines(house: Served, held: ExitStack, number: int, source: str = GREEDY) -> list[Line]:
    """Open, each with an answer behind it."""
    opened = [held.enter_context(house.line(source)) for _ in range(number)]
    for line in opened:
        line.send(house.head())
        assert line.answer().status == 200
    return opened


def is_let_in(house: Served, held: ExitStack, source: str) -> bool:
    line = held.enter_context(house.line(source))
    line.send(house.head())
    return line.answer().status == 200


def test_an_address_may_hold_so_many_connections_and_not_one_more(tmp_path: Path, held: ExitStack):
    with served(tmp_path, "--of-one-address", "99") as house:
        lines(house, held, 99)
        refused = held.enter_context(house.line(GREEDY))
        told = refused.answer()
        assert (told.status, told.headers["retry-after"], told.headers["connection"]) == (429, "1", "close")
        assert told.headers["content-type"] == "application/problem+json"
        assert refused.is_closed()
        assert is_let_in(house, held, MODEST)


def test_a_connection_that_is_closed_makes_room_for_another(tmp_path: Path, held: ExitStack):
    with served(tmp_path, "--of-one-address", "2") as house:
        first, _ = lines(house, held, 2)
        assert held.enter_context(house.line(GREEDY)).answer().status == 429
        first.__exit__()
        wait_until(lambda: is_let_in(house, held, GREEDY), "there is room again", 5)


def test_a_refused_connection_takes_nobodys_place(tmp_path: Path, held: ExitStack):
    with served(tmp_path, "--of-one-address", "1", "--connections", "3") as house:
        lines(house, held, 1)
        for _ in range(5):
            assert held.enter_context(house.line(GREEDY)).answer().status == 429
        assert is_let_in(house, held, MODEST)


def test_a_trusted_proxy_may_hold_all_connections(tmp_path: Path, held: ExitStack):
    with served(tmp_path, "--of-one-address", "2", "--proxies", f"{GREEDY}/32") as house:
        lines(house, held, 10)
        lines(house, held, 2, MODEST)
        assert not is_let_in(house, held, MODEST)


@pytest.mark.parametrize("part", ["head", "body"])
def test_fifty_clients_that_send_a_byte_now_and_then_keep_nobody_waiting(
    tmp_path: Path, held: ExitStack, part: str
):
    with served(tmp_path, "--in-flight", "2") as house:
        slow = [held.enter_context(house.line(GREEDY)) for _ in range(50)]
        for line in slow:
            line.send(b"GET /v1/cas" if part == "head" else house.post("Content-Length: 1000") + b"{")
        for _ in range(5):
            for line in slow:
                line.send(b"x")
            began = time.monotonic()
            assert is_let_in(house, held, MODEST)
            assert time.monotonic() - began < 3


def test_so_many_requests_wait_for_services_and_one_more_is_sent_away(tmp_path: Path, held: ExitStack):
    with served(tmp_path, "--in-flight", "2") as house:
        waiting = [held.enter_context(house.line()) for _ in range(2)]
        for line in waiting:
            line.send(house.slow(2000))
        time.sleep(0.5)
        more = held.enter_context(house.line())
        more.send(house.head() + house.head("/healthz"))
        refused = more.answer()
        assert (refused.status, refused.headers["retry-after"]) == (503, "1")
        assert b'"GatewayBusy"' in refused.body
        assert more.answer().status == 200
        assert [line.answer().status for line in waiting] == [200, 200]
        assert is_let_in(house, held, MODEST)


def test_of_one_district_so_many_wait_and_one_more_is_told_that_it_is_the_districts_limit(
    tmp_path: Path, held: ExitStack
):
    with served(tmp_path, "--in-flight", "3", "--of-one-district", "2") as house:
        waiting = [held.enter_context(house.line()) for _ in range(2)]
        for line in waiting:
            line.send(house.slow(2000))
        time.sleep(0.5)
        more = held.enter_context(house.line())
        more.send(house.head(GET_CASE, "GET", "Accept-Language: en"))
        refused = more.answer()
        assert (refused.status, refused.headers["retry-after"]) == (429, "1")
        assert b'"DistrictBusy"' in refused.body
        assert b"your whole district" in refused.body
        assert [line.answer().status for line in waiting] == [200, 200]


def test_a_client_that_takes_its_answers_byte_by_byte_is_given_up(tmp_path: Path, held: ExitStack):
    with served(tmp_path, "--answer-within", "1", "--read-within", "1", "--connections", "1") as house:
        slow = held.enter_context(house.line(GREEDY))
        slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        slow.send(house.head("/docs/swagger-ui-bundle.js") * 12)
        assert slow.socket.recv(64)
        began = time.monotonic()
        assert is_let_in(house, held, MODEST)
        assert 0.5 < time.monotonic() - began < 8
