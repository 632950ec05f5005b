"""The body of a request: its size and type looked at before it is read, its shape after (D4)."""

import re
import time
from collections.abc import Iterator
from typing import Any

from gateway.errors import (
    BodyIncomplete,
    BodyTooLarge,
    BodyUnexpected,
    ContentTypeWrong,
)
from gateway.json_object import parse

PIECE = 65_536

_JSON = re.compile(r'application/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?', re.IGNORECASE)


def has_body(environ: dict[str, Any]) -> bool:
    return environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ


def refuse_body(environ: dict[str, Any]) -> None:
    """Raises BodyUnexpected."""
    if has_body(environ):
        raise BodyUnexpected


def read_object(environ: dict[str, Any], limit: int, depth: int) -> dict[str, Any]:
    """The JSON object sent; none at all counts as an empty one.

    Raises ContentTypeWrong, BodyTooLarge, BodyIncomplete and what `parse` raises.
    """
    if not has_body(environ):
        return {}
    if _JSON.fullmatch(environ.get("CONTENT_TYPE", "")) is None:
        raise ContentTypeWrong
    body = _read(environ, limit)
    return parse(body, depth) if body else {}


def read_pieces(environ: dict[str, Any], limit: int) -> Iterator[bytes]:
    """A body of any type as it comes; nothing for none. Raises BodyTooLarge or BodyIncomplete on the way."""
    if not has_body(environ):
        return
    length, size = environ.get("CONTENT_LENGTH"), 0
    if length and int(length) > limit:
        raise BodyTooLarge(limit=limit)
    while piece := _piece_of(environ["wsgi.input"]):
        size += len(piece)
        if size > limit:
            raise BodyTooLarge(limit=limit)
        yield piece
        time.sleep(0)  # a quick client never lets the hub wait: others get their turn here
    if length and size < int(length):
        raise BodyIncomplete


def _piece_of(stream: Any) -> bytes:
    try:
        return bytes(stream.read(PIECE))
    except (OSError, ValueError):
        raise BodyIncomplete from None


def _read(environ: dict[str, Any], limit: int) -> bytes:
    length = environ.get("CONTENT_LENGTH")
    if length and int(length) > limit:
        raise BodyTooLarge(limit=limit)
    stream = environ["wsgi.input"]
    try:
        if not length:
            return b"".join(read_pieces(environ, limit))
        body: bytes = stream.read(int(length))
    except (OSError, ValueError):
        raise BodyIncomplete from None
    if len(body) < int(length):
        raise BodyIncomplete
    return body
