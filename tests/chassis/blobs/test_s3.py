"""Files on an S3-compatible server: whole or not there, and "not now" when the server fails."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from services.chassis.blobs import s3
from services.chassis.blobs.errors import BlobMissing, BlobsUnavailable
from services.chassis.blobs.port import BlobNameWrong
from services.chassis.blobs.s3 import PART, S3Blobs
from services.chassis.blobs.sealed import keep, read
from tests.chassis.blobs.builders import DISTRICT, a_content, breaking_off, in_pieces, name_of
from tests.chassis.blobs.s3_servers import (
    BUCKET,
    DENIED,
    answering,
    client_of,
    moto,
    settings_of,
    silent,
)
from tests.processes import free_port

CONTENT = a_content(200_000)
NAME = name_of(CONTENT)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with moto(tmp_path_factory.mktemp("moto")) as found:
        yield found


@pytest.fixture
def blobs(address: str) -> S3Blobs:
    return S3Blobs(settings_of(address))


@pytest.fixture
def client(address: str) -> Any:
    return client_of(address)


@pytest.mark.parametrize(
    ("size", "is_in_parts"), [(0, False), (1, False), (PART, False), (PART + 1, True), (2 * PART, True)]
)
def test_what_was_put_is_read(blobs: S3Blobs, client: Any, size: int, is_in_parts: bool):
    content = a_content(size)
    blobs.put(name_of(content), in_pieces(content))
    assert b"".join(blobs.open(name_of(content))) == content
    tag = client.head_object(Bucket=BUCKET, Key=name_of(content))["ETag"]
    assert ("-" in tag) == is_in_parts


def test_what_is_put_twice_is_there_once(blobs: S3Blobs):
    for _ in range(2):
        blobs.put(NAME, in_pieces(CONTENT))
    assert b"".join(blobs.open(NAME)) == CONTENT


def test_a_missing_one_is_missed_before_it_is_read(blobs: S3Blobs):
    with pytest.raises(BlobMissing):
        blobs.open(name_of(b"never put"))


def test_a_removed_one_is_missing_and_may_be_removed_again(blobs: S3Blobs):
    content = a_content(10)
    blobs.put(name_of(content), [content])
    for _ in range(2):
        blobs.remove(name_of(content))
        with pytest.raises(BlobMissing):
            blobs.open(name_of(content))


@pytest.mark.parametrize("error", [ValueError(), OSError("line lost"), KeyboardInterrupt()])
@pytest.mark.parametrize("size", [PART - 1, 2 * PART + 1])
def test_what_breaks_off_leaves_nothing_and_keeps_its_error(
    blobs: S3Blobs, client: Any, error: BaseException, size: int
):
    name = name_of(b"broken off")
    with pytest.raises(type(error)) as raised:
        blobs.put(name, breaking_off(a_content(size), error))
    assert raised.value is error
    assert "Uploads" not in client.list_multipart_uploads(Bucket=BUCKET)
    with pytest.raises(BlobMissing):
        blobs.open(name)


def test_no_other_place_can_be_named(blobs: S3Blobs):
    for ask in (blobs.open, blobs.remove, lambda name: blobs.put(name, [])):
        with pytest.raises(BlobNameWrong):
            ask(f"../{'0' * 64}")


def test_a_sealed_file_comes_back(blobs: S3Blobs):
    kept = keep(blobs, DISTRICT, in_pieces(CONTENT), limit=len(CONTENT))
    assert b"".join(read(blobs, DISTRICT, kept.token)) == CONTENT


def test_a_bucket_that_is_not_there_is_no_missing_file(address: str):
    blobs = S3Blobs(settings_of(address, bucket="elsewhere"))
    with pytest.raises(BlobsUnavailable):
        blobs.open(NAME)
    with pytest.raises(BlobsUnavailable):
        blobs.put(NAME, in_pieces(CONTENT))


def test_the_bucket_stands_before_the_host_where_the_server_asks_for_it():
    whole = settings_of("https://store.example")
    for addressing, host in (("path", "store.example/linli"), ("virtual", "linli.store.example")):
        blobs = S3Blobs(type(whole)(**{**vars(whole), "addressing": addressing}))
        url = blobs._client.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": NAME})
        assert url.startswith(f"https://{host}/")


BROKEN: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "broken inside": lambda: answering(500),
    "busy": lambda: answering(503, b"<Error><Code>SlowDown</Code></Error>"),
    "wrong keys": lambda: answering(403, DENIED),
    "not a store": lambda: answering(404, b"<html>nothing here</html>"),
    "silent": silent,
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """How long a verb may take that is tried once: the library's second for a word of going on is in it."""
    monkeypatch.setattr(s3, "READ_WITHIN", 0.3)
    monkeypatch.setattr(s3, "TRIES", 1)
    return 0.3 + 1.0 + 8.0


@pytest.mark.parametrize("verb", ["put", "put in parts", "open", "remove"])
@pytest.mark.parametrize("how", BROKEN)
def test_a_server_that_fails_is_not_there_now(impatient: float, how: str, verb: str):
    with BROKEN[how]() as address:
        blobs = S3Blobs(settings_of(address))
        began = time.monotonic()
        with pytest.raises(BlobsUnavailable):
            ask(blobs, verb)
        assert time.monotonic() - began < impatient


def test_a_server_that_stumbles_is_asked_again():
    with answering(500, b"content", stumbles=2) as address:
        assert b"".join(S3Blobs(settings_of(address)).open(NAME)) == b"content"


@pytest.mark.parametrize("verb", ["put", "put in parts", "open", "remove"])
def test_a_server_that_is_away_is_not_there_now(impatient: float, verb: str):
    with pytest.raises(BlobsUnavailable):
        ask(S3Blobs(settings_of(f"http://127.0.0.1:{free_port()}")), verb)


def test_an_answer_that_ends_early_is_not_taken_for_the_whole(impatient: float):
    with answering(200, b"half", said=4) as address:
        pieces = S3Blobs(settings_of(address)).open(NAME)
        with pytest.raises(BlobsUnavailable):
            b"".join(pieces)


def ask(blobs: S3Blobs, verb: str) -> None:
    match verb:
        case "put":
            blobs.put(NAME, in_pieces(CONTENT))
        case "put in parts":
            blobs.put(NAME, in_pieces(a_content(PART + 1)))
        case "open":
            blobs.open(NAME)
        case "remove":
            blobs.remove(NAME)


def test_a_refusal_does_not_write_down_what_was_asked(caplog: pytest.LogCaptureFixture):
    with answering(403, DENIED) as address, pytest.raises(BlobsUnavailable):
        S3Blobs(settings_of(address)).open(NAME)
    [record] = [record for record in caplog.records if record.name == "linli.blobs"]
    assert (record.getMessage(), vars(record)["code"]) == ("store refused", "InvalidAccessKeyId")


def test_other_green_threads_go_on_meanwhile(address: str, tmp_path: Path):
    command = [sys.executable, "-m", "tests.chassis.blobs.green", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    told = json.loads(done.stdout)
    assert told["came_back"]
    assert told["longest_gap"] < told["seconds"] / 2, told
    for ticks, seconds in (told["going"], told["coming"]):
        assert ticks > seconds * 10, told  # held up all the while, it would tick once
