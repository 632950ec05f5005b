"""Whatever is sent, the gateway answers: with JSON, in its own words, and never with a defect."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gateway.app import Gateway
from gateway.assembly import gateway_of
from gateway.http.head import HeadRefused, read_head
from gateway.upload import PATH as FILES
from services.chassis import wire
from services.chassis.cell_settings import WHOLE
from services.chassis.keyring import create_keys
from services.chassis.settings import Settings
from tests.gateway.builders import CASE, IMAGINED, FakeServices, a_gateway, a_token

LATIN = some.text(some.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=60)
ROUTED = [route.path.replace("{area_id}", CASE).replace("{case_id}", CASE) for route in IMAGINED]
PATHS = some.sampled_from([*ROUTED, FILES])
METHODS = some.sampled_from(["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"])
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=10),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
)
HEADERS = some.fixed_dictionaries(
    {},
    optional={
        "HTTP_IF_MATCH": LATIN | some.just('"3-0123456789abcdef"'),
        "HTTP_IF_NONE_MATCH": LATIN,
        "HTTP_IDEMPOTENCY_KEY": LATIN | some.just("key-1"),
        "HTTP_ACCEPT_LANGUAGE": LATIN,
        "HTTP_X_REQUEST_ID": LATIN,
        "CONTENT_TYPE": LATIN | some.just("application/json"),
    },
)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Gateway:
    return a_gateway(tmp_path_factory.mktemp("keys"), FakeServices())


def send(gateway: Gateway, environ: dict[str, Any], body: bytes) -> tuple[int, dict[str, str], bytes]:
    heads: list[tuple[str, list[tuple[str, str]]]] = []
    base = {
        "QUERY_STRING": "",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/json",
        "HTTP_AUTHORIZATION": f"Bearer {a_token()}",
        "wsgi.input": BytesIO(body),
    }
    told = gateway(base | environ, lambda status, headers: heads.append((status, headers)))  # type: ignore[arg-type]
    ((status, headers),) = heads
    return int(status[:3]), dict(headers), b"".join(told)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(method=METHODS, path=PATHS | LATIN, query=LATIN, headers=HEADERS, body=some.binary(max_size=60))
def test_any_bytes_are_answered(
    gateway: Gateway, method: str, path: str, query: str, headers: dict[str, str], body: bytes
):
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
    status, told, sent = send(gateway, environ, body)
    assert status < 500
    assert told["X-Request-Id"]
    assert all(name.isascii() and value.isascii() for name, value in told.items())
    assert int(told.get("Content-Length", "0")) == len(sent) or method == "HEAD"


@settings(max_examples=200)
@given(path=PATHS, body=JSON)
def test_any_json_is_passed_on_or_refused(gateway: Gateway, path: str, body: Any):
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "HTTP_IDEMPOTENCY_KEY": "key-1",
        "HTTP_IF_MATCH": '"3-0123456789abcdef"',
    }
    try:
        text = wire.dumps(body)
    except TypeError:  # an integer too great for orjson
        text = str(body).encode()
    assert send(gateway, environ, text)[0] in (200, 201, 202, 400, 404, 405, 409, 422)


@settings(max_examples=300)
@given(
    some.binary(max_size=80) | some.just(b"GET / HTTP/1.1\r\n"),
    some.lists(some.binary(max_size=40) | some.just(b"Host: x\r\n"), max_size=5),
)
def test_any_head_is_read_or_refused(line: bytes, lines: list[bytes]):
    try:
        head = read_head(line, BytesIO(b"".join(lines) + b"\r\n").readline)
    except HeadRefused:
        return
    assert head.target.startswith("/")
    assert all("\r" not in value and "\n" not in value for value in head.headers.values())


def test_the_house_puts_it_together(tmp_path: Path):
    create_keys(tmp_path, "service-gateway")
    gateway = gateway_of(Settings(keys_dir=tmp_path, data_dir=tmp_path), {WHOLE: FakeServices()})
    assert send(gateway, {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}, b"")[0] == 200
    assert send(gateway, {"REQUEST_METHOD": "GET", "PATH_INFO": "/v1/cases"}, b"")[0] == 401
