"""The body: how much, of which type, and one JSON object that can be read in one way only."""

from io import BytesIO

import orjson
import pytest
from werkzeug.test import Client

from gateway.errors import JsonTooDeep
from gateway.json_object import parse
from tests.gateway.builders import BODY_LIMIT, DEPTH_LIMIT, Browser, FakeServices, a_token, problem

PATH = "/v1/cases"


def a_body_of(size: int) -> bytes:
    empty = len(orjson.dumps({"text": ""}))
    return orjson.dumps({"text": "x" * (size - empty)})


def nested(depth: int) -> bytes:
    """Objects and lists by turns, the outermost an object."""
    opening = "".join('{"a":' if level % 2 == 0 else "[" for level in range(depth - 1))
    closing = "".join("}" if level % 2 == 0 else "]" for level in reversed(range(depth - 1)))
    inmost = "{}" if depth % 2 else "[]"
    return f"{opening}{inmost}{closing}".encode()


def test_a_body_of_the_greatest_size_is_read(browser: Browser, services: FakeServices):
    assert browser.post(PATH, a_body_of(BODY_LIMIT)).status_code == 201
    assert len(services.last.body["text"]) > BODY_LIMIT / 2


def test_one_byte_more_is_too_large(browser: Browser, services: FakeServices):
    refused = browser.post(PATH, a_body_of(BODY_LIMIT + 1))
    assert problem(refused) == (413, "BodyTooLarge")
    assert refused.json is not None
    assert refused.json["values"] == {"limit": BODY_LIMIT}
    assert services.calls == []


def test_a_stranger_is_refused_before_his_body_is_looked_at(browser: Browser):
    refused = browser.send("POST", PATH, a_body_of(BODY_LIMIT + 1), token="stranger")
    assert problem(refused) == (401, "TokenRefused")


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        'Application/JSON;charset="UTF-8"',
    ],
)
def test_json_in_utf_8_is_read(browser: Browser, content_type: str):
    assert browser.post(PATH, b'{"a": 1}', Content_Type=content_type).status_code == 201


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xml",
        "application/json; charset=gb18030",
        "application/json-patch+json",
        "multipart/form-data",
        "application/json, text/plain",
    ],
)
def test_another_type_is_refused(browser: Browser, services: FakeServices, content_type: str):
    refused = browser.post(PATH, b'{"a": 1}', Content_Type=content_type)
    assert problem(refused) == (415, "ContentTypeWrong")
    assert refused.headers["Accept"] == "application/json"
    assert services.calls == []


def test_no_body_is_an_empty_object(browser: Browser, services: FakeServices):
    browser.post(PATH)
    assert services.last.body == {}


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"1", b"null", b"true"])
def test_a_body_is_an_object(browser: Browser, services: FakeServices, body: bytes):
    assert problem(browser.post(PATH, body)) == (400, "BodyNotObject")
    assert services.calls == []


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"not json",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b"{'a': 1}",
        b'{"a": 1,}',
        b'{"a": 1} {"a": 1}',
        b'{"a": "\xff"}',
        b'{"a": "\\ud800"}',
        b'{"a": "\x01"}',
        b'\xef\xbb\xbf{"a": 1}',
        '{"a": 1}'.encode("utf-16"),
        b" ",
    ],
)
def test_what_is_not_json_is_refused(browser: Browser, services: FakeServices, body: bytes):
    assert problem(browser.post(PATH, body)) == (400, "JsonInvalid")
    assert services.calls == []


def test_the_greatest_depth_is_read(browser: Browser):
    assert browser.post(PATH, nested(DEPTH_LIMIT)).status_code == 201


@pytest.mark.parametrize("depth", [DEPTH_LIMIT + 1, 300])
def test_one_level_more_is_too_deep(browser: Browser, services: FakeServices, depth: int):
    refused = browser.post(PATH, nested(depth))
    assert problem(refused) == (400, "JsonTooDeep")
    assert refused.json is not None
    assert refused.json["values"] == {"limit": DEPTH_LIMIT}
    assert services.calls == []


def test_so_deep_that_the_parser_gives_up_is_too_deep():
    with pytest.raises(JsonTooDeep):
        parse(b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", DEPTH_LIMIT)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1, "a": 2}',
        b'{"a": 1, "\\u0061": 1}',
        b'{"list": [{"b": 1}, {"b": 1, "b": 1}], "time": "8:30"}',
    ],
)
def test_a_key_comes_once(browser: Browser, services: FakeServices, body: bytes):
    assert problem(browser.post(PATH, body)) == (400, "JsonKeyRepeated")
    assert services.calls == []


@pytest.mark.parametrize(
    "body",
    [
        {"text": '8:30 — "a": 1'},
        {"a": {"a": {"a": "::"}}},
        {"a:": "\\", "b": '\\"', "c": [":", {"a": 1}, {"a": 1}]},
    ],
)
def test_colons_in_text_are_no_keys(browser: Browser, services: FakeServices, body: dict[str, object]):
    browser.post(PATH, body)
    assert services.last.body == body


def test_a_chunked_body_is_measured_while_it_is_read(browser: Browser):
    taken = send_chunked(browser, a_body_of(BODY_LIMIT))
    refused = send_chunked(browser, a_body_of(BODY_LIMIT + 1))
    assert (taken.status_code, refused.status_code) == (201, 413)


def test_a_body_that_ends_early_is_incomplete(browser: Browser, services: FakeServices):
    environ = {"CONTENT_LENGTH": "100", "wsgi.input": BytesIO(b'{"a": 1}')}
    assert problem(send_raw(browser, environ)) == (400, "BodyIncomplete")
    assert services.calls == []


@pytest.mark.parametrize("error", [OSError("gone"), TimeoutError(), ValueError("no chunk")])
def test_a_body_that_breaks_off_is_incomplete(browser: Browser, error: Exception):
    assert problem(send_raw(browser, {"CONTENT_LENGTH": "8", "wsgi.input": Broken(error)})) == (
        400,
        "BodyIncomplete",
    )


class Broken(BytesIO):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def read(self, size: int | None = -1, /) -> bytes:
        raise self._error


def send_chunked(browser: Browser, body: bytes):
    return send_raw(browser, {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": BytesIO(body)})


def send_raw(browser: Browser, environ: dict[str, object]):
    client: Client = browser._client
    headers = {"Authorization": f"Bearer {a_token()}", "Idempotency-Key": "key-1"}
    given = {"CONTENT_LENGTH": "", **environ}
    return client.post(PATH, headers=headers, content_type="application/json", environ_overrides=given)
