"""The gateway behind a socket: connections kept, shared, bounded and given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateway.builders import BODY_LIMIT
from tests.gateway.sockets import Served, chunk, served

GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
LINGER = 1_048_576
ENOUGH = b'{"text":"' + b"x" * BODY_LIMIT + b'"}'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


def test_a_connection_is_kept_for_the_next_request(house: Served):
    with house.line() as line:
        for _ in range(3):
            line.send(house.head())
            assert line.answer().status == 200


def test_requests_sent_together_are_answered_in_turn(house: Served):
    with house.line() as line:
        paths = ["/healthz", "/nowhere", "/healthz", "/v1/openapi.json"]
        line.send(b"".join(house.head(path) for path in paths))
        assert [line.answer().status for _ in paths] == [200, 404, 200, 200]


def test_a_slow_request_holds_up_nobody_else(house: Served):
    with house.line() as slow, house.line() as quick:
        slow.send(house.slow(500))
        quick.send(house.head())
        assert quick.answer().status == 200
        assert slow.answer().status == 200


@pytest.mark.parametrize("version", ["HTTP/1.1\r\nHost: linli.test\r\nConnection: close", "HTTP/1.0"])
def test_a_client_that_wants_no_more_is_let_go(house: Served, version: str):
    with house.line() as line:
        line.send(f"GET /healthz {version}\r\n\r\n".encode())
        answered = line.answer()
        assert (answered.status, answered.headers["connection"]) == (200, "close")
        assert line.is_closed()


def test_a_head_answer_has_the_length_and_no_body(house: Served):
    with house.line() as line:
        line.send(house.head("/healthz", "HEAD") + house.head("/healthz"))
        told, seen = line.answer("HEAD"), line.answer()
        assert (told.body, told.headers["content-length"]) == (b"", str(len(seen.body)))


def test_a_304_ends_with_its_head(house: Served):
    with house.line() as line:
        line.send(house.head("/healthz", "GET", "If-None-Match: *") + house.head("/healthz"))
        assert [line.answer().status, line.answer().status] == [304, 200]


def test_a_chunked_body_is_read(house: Served):
    with house.line() as line:
        line.send(house.post("Transfer-Encoding: chunked"), chunk(b'{"a"'), chunk(b": 1}"), chunk(b""))
        line.send(house.head())
        assert [line.answer().status, line.answer().status] == [201, 200]


def test_chunks_that_are_none_are_refused_and_end_the_connection(house: Served):
    with house.line() as line:
        line.send(house.post("Transfer-Encoding: chunked"), b"-1\r\n{}\r\n0\r\n\r\n", house.head())
        assert line.answer().status == 400
        assert line.is_closed()


def test_a_body_too_large_is_refused_before_it_comes(house: Served):
    with house.line() as line:
        line.send(house.post(f"Content-Length: {len(ENOUGH)}"))
        assert line.answer().status == 413
        line.send(ENOUGH, house.head())
        assert line.answer().status == 200


def test_a_body_longer_than_is_taken_in_ends_the_connection_and_says_so(house: Served):
    with house.line() as line:
        line.send(house.post(f"Content-Length: {LINGER + 1}"), b" " * (LINGER + 1))
        refused = line.answer()
        assert (refused.status, refused.headers["connection"]) == (413, "close")
        assert line.is_closed()


def test_a_body_as_long_as_is_taken_in_keeps_the_connection(house: Served):
    with house.line() as line:
        line.send(house.post(f"Content-Length: {LINGER}"), b" " * LINGER, house.head())
        assert [line.answer().status, line.answer().status] == [413, 200]


def test_a_chunked_body_too_large_is_refused_while_it_comes(house: Served):
    with house.line() as line:
        line.send(house.post("Transfer-Encoding: chunked"), chunk(ENOUGH))
        assert line.answer().status == 413


def test_a_body_without_end_ends_the_connection(house: Served):
    with house.line() as line:
        line.send(house.post("Transfer-Encoding: chunked"))
        with pytest.raises(OSError):
            line.send(*[chunk(b"x" * 65_536)] * 4000)


def test_a_client_that_asks_first_is_told_to_go_on(house: Served):
    with house.line() as line:
        line.send(house.post("Content-Length: 2", "Expect: 100-continue"))
        assert line.socket.recv(len(GO_ON)) == GO_ON
        line.send(b"{}")
        assert line.answer().status == 201


def test_a_client_that_asks_first_is_refused_without_its_body(house: Served):
    with house.line() as line:
        line.send(house.post(f"Content-Length: {len(ENOUGH)}", "Expect: 100-continue"))
        assert line.answer().status == 413
        assert line.is_closed()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length : 9\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n", 501),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 70 + b"\r\n", 431),
        (b"GET /" + b"x" * 8192 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 8192 + b"\r\n\r\n", 431),
    ],
)
def test_what_follows_a_head_that_is_refused_is_not_read(house: Served, sent: bytes, status: int):
    with house.line() as line:
        line.send(sent + house.head())
        refused = line.answer()
        assert (refused.status, refused.headers["connection"]) == (status, "close")
        assert refused.headers["content-type"] == "application/problem+json"
        assert "server" not in refused.headers
        assert b"<" not in refused.body
        assert line.is_closed()


def test_a_hidden_slash_is_no_slash(house: Served):
    with house.line() as line:
        line.send(house.head("/v1/cases%2F018f"))
        assert line.answer().status == 404


def test_an_answer_says_nothing_of_what_serves_it(house: Served):
    with house.line() as line:
        line.send(house.head())
        told = line.answer().headers
        assert told.keys().isdisjoint({"server", "x-powered-by"})
        assert told["date"]


def test_nothing_is_written_of_requests_that_went_well(tmp_path: Path):
    with served(tmp_path) as house, house.line() as line:
        line.send(house.head())
        line.answer()
    assert (tmp_path / "stderr").read_bytes() == b""
