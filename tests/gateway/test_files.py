"""Files in: streamed into the store, sealed, named by a token; and nothing is left of what is refused."""

import hashlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from services.chassis.blobs.errors import BlobsUnavailable
from services.chassis.blobs.folder import FolderBlobs
from tests.gateway.builders import UPLOAD_LIMIT, Browser, FakeServices, a_token, problem, wrong_fields
from tests.gateway.files import PATH, content_of, kept_in

CONTENT = "".join(f"{number},居民\n" for number in range(6000)).encode()


def send_raw(browser: Browser, **environ: Any) -> TestResponse:
    client: Client = browser._client
    headers = {"Authorization": f"Bearer {a_token()}", "Idempotency-Key": "key-1"}
    return client.post(PATH, headers=headers, environ_overrides={"CONTENT_LENGTH": "", **environ})


def send_chunked(browser: Browser, body: bytes) -> TestResponse:
    return send_raw(browser, HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input": BytesIO(body)})


def test_a_file_is_kept_and_its_token_reads_it(browser: Browser, services: FakeServices, tmp_path: Path):
    answered = browser.post(PATH, CONTENT)
    assert answered.status_code == 201
    told = answered.json
    assert told is not None
    assert told.keys() == {"file", "size", "content_hash"}
    assert (told["size"], told["content_hash"]) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert content_of(tmp_path, told["file"]) == CONTENT
    assert services.calls == []


def test_an_answer_with_a_token_is_not_kept_on_the_way(browser: Browser):
    headers = browser.post(PATH, CONTENT).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "application/json"


def test_what_lies_in_the_store_is_sealed(browser: Browser, tmp_path: Path):
    browser.post(PATH, CONTENT)
    [file] = kept_in(tmp_path)
    assert CONTENT[:16] not in file.read_bytes()
    assert file.parent.name == "chenghua"


@pytest.mark.parametrize(
    "content_type", ["application/json", "image/png", "text/plain; charset=gb18030", "x"]
)
def test_a_file_is_of_any_type_and_never_read_as_a_command(browser: Browser, content_type: str):
    assert browser.post(PATH, b'{"a": 1, "a": ', Content_Type=content_type).status_code == 201


def test_a_file_without_a_type_is_a_file(browser: Browser):
    assert send_raw(browser, CONTENT_LENGTH="1", **{"wsgi.input": BytesIO(b"x")}).status_code == 201


def test_a_chunked_file_is_kept(browser: Browser, tmp_path: Path):
    told = send_chunked(browser, CONTENT).json
    assert told is not None
    assert content_of(tmp_path, told["file"]) == CONTENT


@pytest.mark.parametrize("kind", ["person", "key", "operator"])
def test_who_may_send_a_file(browser: Browser, kind: str):
    assert browser.post(PATH, b"x", token=a_token(kind=kind)).status_code == 201


def test_a_service_sends_no_file(browser: Browser, tmp_path: Path):
    refused = browser.post(PATH, b"x", token=a_token(kind="service", id="notify"))
    assert problem(refused) == (401, "TokenRefused")
    assert kept_in(tmp_path) == []


@pytest.mark.parametrize("authorization", ["Bearer stranger", "Basic eDp5", "Bearer "])
def test_a_stranger_is_refused_before_his_file_is_looked_at(browser: Browser, authorization: str):
    refused = browser.post(PATH, b"x" * (UPLOAD_LIMIT + 1), Authorization=authorization)
    assert problem(refused) == (401, "TokenRefused")


def test_a_file_needs_a_key(browser: Browser, tmp_path: Path):
    assert problem(browser.send("POST", PATH, b"x")) == (400, "IdempotencyKeyMissing")
    assert problem(browser.post(PATH, b"x", Idempotency_Key="a b")) == (400, "IdempotencyKeyInvalid")
    assert kept_in(tmp_path) == []


def test_the_same_file_again_has_another_token(browser: Browser):
    first, second = (browser.post(PATH, CONTENT).json for _ in range(2))
    assert first is not None
    assert second is not None
    assert first["file"] != second["file"]
    assert first["content_hash"] == second["content_hash"]


def test_a_file_is_one_districts_own(browser: Browser, tmp_path: Path):
    told = browser.post(PATH, CONTENT, token=a_token(district="jinniu")).json
    assert told is not None
    assert content_of(tmp_path, told["file"], "jinniu") == CONTENT
    assert [file.parent.name for file in kept_in(tmp_path)] == ["jinniu"]


@pytest.mark.parametrize("send", [lambda browser, body: browser.post(PATH, body), send_chunked])
def test_a_file_of_the_greatest_size_is_kept_and_one_byte_more_is_not(
    browser: Browser, tmp_path: Path, send: Any
):
    refused = send(browser, b"x" * (UPLOAD_LIMIT + 1))
    assert problem(refused) == (413, "BodyTooLarge")
    assert refused.json["values"] == {"limit": UPLOAD_LIMIT}
    assert kept_in(tmp_path) == []
    assert send(browser, b"x" * UPLOAD_LIMIT).status_code == 201


def test_an_empty_file_is_none(browser: Browser, tmp_path: Path):
    for answered in (browser.post(PATH), browser.post(PATH, b""), send_chunked(browser, b"")):
        assert wrong_fields(answered) == {"body": "required"}
    assert kept_in(tmp_path) == []


@pytest.mark.parametrize("name", ["", "证明.pdf", "证" * 200, "../../etc/passwd", "a%20b+c"])
def test_a_name_may_be_told(browser: Browser, name: str):
    assert browser.send("POST", f"{PATH}?name={name}", b"x", Idempotency_Key="k").status_code == 201


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        (f"name={'a' * 201}", {"name": "too_long"}),
        ("name=a%00b", {"name": "control_characters"}),
        ("name=a%0Ab", {"name": "control_characters"}),
        ("name=a%C2%85b", {"name": "control_characters"}),
        ("name=%FF", {"name": "wrong_type"}),
        ("name=a&name=b", {"name": "repeated"}),
        ("title=a", {"title": "unknown"}),
    ],
)
def test_a_name_that_does_not_fit_is_refused(
    browser: Browser, tmp_path: Path, query: str, wrong: dict[str, str]
):
    assert wrong_fields(browser.post(f"{PATH}?{query}", b"x")) == wrong
    assert kept_in(tmp_path) == []


def test_a_file_that_ends_early_is_not_kept(browser: Browser, tmp_path: Path):
    answered = send_raw(browser, CONTENT_LENGTH=str(len(CONTENT) + 1), **{"wsgi.input": BytesIO(CONTENT)})
    assert problem(answered) == (400, "BodyIncomplete")
    assert kept_in(tmp_path) == []


@pytest.mark.parametrize("error", [OSError("gone"), TimeoutError(), ValueError("no chunk")])
def test_a_file_that_breaks_off_is_not_kept(browser: Browser, tmp_path: Path, error: Exception):
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise error
            return super().read(size)

    answered = send_raw(browser, HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input": Broken(CONTENT)})
    assert problem(answered) == (400, "BodyIncomplete")
    assert kept_in(tmp_path) == []


def test_a_store_that_is_away_is_not_there_now(browser: Browser, monkeypatch: pytest.MonkeyPatch):
    def away(self: object, name: str, pieces: Iterable[bytes]) -> None:
        raise BlobsUnavailable

    monkeypatch.setattr(FolderBlobs, "put", away)
    answered = browser.post(PATH, CONTENT)
    assert problem(answered) == (503, "BlobsUnavailable")
    assert answered.headers["Retry-After"] == "1"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_a_file_is_sent_by_post(browser: Browser, method: str):
    answered = browser.send(method, PATH)
    assert problem(answered) == (405, "MethodNotAllowed")
    assert answered.headers["Allow"] == "POST"
