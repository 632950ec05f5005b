"""Files that are great, slow or too much, over a socket: neither memory nor others suffer."""

import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tests.gateway.files import PATH, content_of, kept_in
from tests.gateway.sockets import Line, Served, chunk, served

MIB = 1_048_576


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[Served]:
    with served(folder, "--upload-limit", str(40 * MIB), "--read-within", "20") as running:
        yield running


def upload(house: Served, *more: str) -> bytes:
    return house.head(PATH, "POST", "Idempotency-Key: k", *more)


def memory_of(house: Served) -> int:
    """The most bytes it ever had."""
    status = Path(f"/proc/{house.process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def test_a_great_file_is_not_held_in_memory(house: Served, folder: Path):
    with house.line() as line:
        line.send(upload(house, "Content-Length: 9"), b"the first")
        assert line.answer().status == 201
        before = memory_of(house)
        line.send(upload(house, f"Content-Length: {40 * MIB}"), *[b"x" * MIB] * 40)
        told = orjson.loads(line.answer().body)
    assert told["size"] == 40 * MIB
    assert memory_of(house) - before < 8 * MIB
    assert len(content_of(folder, told["file"])) == 40 * MIB


def test_others_are_served_while_a_great_file_comes(house: Served):
    with house.line() as sending, house.line() as quick:
        sending.send(upload(house, f"Content-Length: {20 * MIB}"))
        waited = []
        for _ in range(20):
            sending.send(b"x" * MIB)
            began = time.monotonic()
            quick.send(house.head())
            assert quick.answer().status == 200
            waited.append(time.monotonic() - began)
        assert sending.answer().status == 201
    assert max(waited) < 2, waited


def test_a_file_too_large_is_refused_before_it_comes(house: Served):
    with house.line() as line:
        line.send(upload(house, f"Content-Length: {40 * MIB + 1}", "Expect: 100-continue"))
        assert line.answer().status == 413
        assert line.is_closed()


def test_a_chunked_file_too_large_is_refused_while_it_comes(tmp_path: Path):
    with served(tmp_path) as house, house.line() as line:
        line.send(upload(house, "Transfer-Encoding: chunked"), *[chunk(b"x" * 50_001)] * 4)
        assert line.answer().status == 413
        assert kept_in(tmp_path) == []


def trickle(line: Line) -> None:
    """For twenty seconds, if it may."""
    for _ in range(1000):
        line.send(chunk(b"x"))
        time.sleep(0.02)


@pytest.mark.parametrize("length", ["Content-Length: 1000", "Transfer-Encoding: chunked"])
def test_a_client_that_trickles_its_file_is_given_up(tmp_path: Path, length: str):
    with served(tmp_path, "--read-within", "1") as house, house.line() as line:
        line.send(upload(house, length))
        began = time.monotonic()
        with pytest.raises(OSError):
            trickle(line)
        assert time.monotonic() - began < 8
        assert kept_in(tmp_path) == []
