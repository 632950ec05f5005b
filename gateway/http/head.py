"""The head of a request, read strictly: what two readers could understand differently is refused.

The library reads heads with the mail parser, which forgives folded lines, spaces before a colon,
lone line feeds and a second Content-Length: the food of request smuggling (docs/decisions/gateway-http.md).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

MOST_HEADERS = 64

_REQUEST_LINE = re.compile(
    rb"([A-Z]{1,16}) (?:https?://[^/?#\s]+)?(/[\x21\x22\x24-\x7e]*) HTTP/1\.([01])\r\n", re.ASCII
)
_OTHER_VERSION = re.compile(rb"\S+ \S+ HTTP/(?!1\.[01]\r?\n)\d+(?:\.\d+)?\r?\n")
# One place for spaces: with two, a long run of them before a forbidden byte is tried in every division.
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)\r\n")
_LENGTH = re.compile(r"[0-9]{1,15}")
_ONLY_ONCE = frozenset({"authorization", "content-length", "content-type", "host", "transfer-encoding"})


class HeadRefused(Exception):
    """A head that is not understood, or could be understood in two ways."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Headers(dict[str, str]):
    """Lower-case names; asked for in any case."""

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return dict.get(self, name.lower(), default)


@dataclass(frozen=True, slots=True)
class Head:
    method: str
    target: str
    version: str
    headers: Headers

    @property
    def keeps_connection(self) -> bool:
        wish = self.headers.get("connection", "") or ""
        if self.version == "HTTP/1.0":
            return wish.lower() == "keep-alive"
        return "close" not in wish.lower()


def read_head(request_line: bytes, readline: Callable[[], bytes]) -> Head:
    """Raises HeadRefused with the status to answer."""
    first = _REQUEST_LINE.fullmatch(request_line)
    if first is None:
        is_other = _OTHER_VERSION.fullmatch(request_line) is not None
        raise HeadRefused(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED if is_other else HTTPStatus.BAD_REQUEST)
    method, target, minor = first.groups()
    headers = _read_headers(readline)
    version = "HTTP/1.1" if minor == b"1" else "HTTP/1.0"
    _check_framing(headers, version)
    return Head(method.decode(), target.decode(), version, headers)


def _read_headers(readline: Callable[[], bytes]) -> Headers:
    headers = Headers()
    for _ in range(MOST_HEADERS + 1):
        line = readline()
        if line == b"\r\n":
            return headers
        parts = _HEADER.fullmatch(line)
        if parts is None:
            raise HeadRefused(HTTPStatus.BAD_REQUEST)
        name, value = _name(parts[1]), parts[2].decode("latin-1").strip(" \t")
        if name not in headers:
            headers[name] = value
        elif name in _ONLY_ONCE:
            raise HeadRefused(HTTPStatus.BAD_REQUEST)
        else:
            headers[name] += "," + value
    raise HeadRefused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)


@lru_cache(maxsize=256)
def _name(written: bytes) -> str:
    return written.decode().lower()


def _check_framing(headers: Headers, version: str) -> None:
    """One way to find the end of the body, and one host (RFC 9112 §6, §3.2)."""
    if version == "HTTP/1.1" and "host" not in headers:
        raise HeadRefused(HTTPStatus.BAD_REQUEST)
    length = headers.get("content-length")
    if length is not None and _LENGTH.fullmatch(length) is None:
        raise HeadRefused(HTTPStatus.BAD_REQUEST)
    encoding = headers.get("transfer-encoding")
    if encoding is not None:
        if length is not None or version == "HTTP/1.0":
            raise HeadRefused(HTTPStatus.BAD_REQUEST)
        if encoding.lower() != "chunked":
            raise HeadRefused(HTTPStatus.NOT_IMPLEMENTED)
    if headers.get("expect", "100-continue") != "100-continue":
        raise HeadRefused(HTTPStatus.EXPECTATION_FAILED)


@lru_cache(maxsize=256)
def environ_key(name: str) -> str:
    """`if-match` → `HTTP_IF_MATCH`; empty for a name with an underscore, which would pass for another."""
    return "" if "_" in name else "HTTP_" + name.replace("-", "_").upper()
