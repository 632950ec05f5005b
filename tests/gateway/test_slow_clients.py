"""Clients that are slow, many, or still there when the server stops."""

import socket
import time
from pathlib import Path
from signal import SIGTERM

import pytest

from tests.gateway.sockets import Line, Served, served


def trickle(line: Line, sent: bytes, every: float) -> float:
    """One byte at a time until the server ends it; how long that took."""
    began = time.monotonic()
    for byte in sent:
        try:
            line.send(bytes([byte]))
        except OSError:
            break
        time.sleep(every)
    return time.monotonic() - began


def test_a_silent_client_is_given_up(tmp_path: Path):
    with (
        served(tmp_path, "--socket-timeout", "0.3") as house,
        house.line() as fresh,
        house.line() as half,
        house.line() as kept,
    ):
        half.send(b"GET /healthz HT")
        kept.send(house.head())
        kept.answer()
        assert [line.is_closed() for line in (fresh, half, kept)] == [True, True, True]


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_client_that_trickles_is_given_up(tmp_path: Path, part: str):
    with served(tmp_path, "--read-within", "1") as house, house.line() as line:
        if part == "body":
            line.send(house.post("Content-Length: 1000"))
        assert trickle(line, b"GET /" + b"x" * 1000, every=0.02) < 5


def test_a_slow_service_is_no_slow_client(tmp_path: Path):
    with served(tmp_path, "--read-within", "0.4", "--socket-timeout", "0.4") as house, house.line() as line:
        line.send(house.slow(1200))
        assert line.answer().status == 200


def test_the_next_client_waits_when_there_are_as_many_as_may_be(tmp_path: Path):
    with served(tmp_path, "--connections", "2") as house:
        first, second, third = house.line(), house.line(), house.line()
        with first, second, third:
            for line in (first, second):
                line.send(house.head())
                assert line.answer().status == 200
            third.send(house.head())
            third.socket.settimeout(0.3)
            with pytest.raises(TimeoutError):
                third.socket.recv(1, socket.MSG_PEEK)
            third.socket.settimeout(10)
            first.__exit__()
            assert third.socket.recv(8) == b"HTTP/1.1"


def stop(house: Served) -> None:
    house.process.send_signal(SIGTERM)
    time.sleep(0.2)


def test_answers_in_hand_are_ended_before_the_server_stops(tmp_path: Path):
    with served(tmp_path) as house, house.line() as busy, house.line() as idle:
        idle.send(house.head())
        idle.answer()
        busy.send(house.slow(700))
        time.sleep(0.2)
        stop(house)
        with pytest.raises(OSError):
            house.line()
        assert idle.is_closed()
        answered = busy.answer()
        assert (answered.status, answered.headers["connection"]) == (200, "close")
        assert house.process.wait(3) == 0


def test_an_answer_that_takes_too_long_does_not_keep_the_server(tmp_path: Path):
    with served(tmp_path, "--stop-within", "0.5") as house, house.line() as busy:
        busy.send(house.slow(30_000))
        time.sleep(0.2)
        began = time.monotonic()
        stop(house)
        assert house.process.wait(5) == 0
        assert 0.4 < time.monotonic() - began < 3
        assert busy.is_closed()


def test_two_servers_do_not_share_an_address_unnoticed(tmp_path: Path):
    with served(tmp_path) as house, socket.socket() as second:
        second.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        with pytest.raises(OSError):
            second.bind(("127.0.0.1", house.port))
