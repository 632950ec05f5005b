"""An answer that is a file: unsealed as it is sent, to be saved and never shown in place."""

import logging
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from itertools import chain
from typing import Any
from urllib.parse import quote

from gateway.answer import NOT_KEPT, OWN_THINGS_ONLY, VARIES, Answer, Headers
from services.chassis.blobs.port import BlobStore
from services.chassis.blobs.sealed import FileToken, read

ANY_TYPE = "application/octet-stream"

_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:; ?charset=[A-Za-z0-9_-]+)?")
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of characters that show nothing, and that can turn the rest of a name round."""

log = logging.getLogger("linli.gateway")


def sent_file(named: Mapping[str, Any], district: str, store: BlobStore, more: Headers) -> Answer:
    """`named` has the token as `file`, a `name` and a MIME `type`.

    Raises BlobMissing, BlobsUnavailable, and BlobBroken while nothing is sent yet; after that the
    connection ends before the file does.
    """
    pieces = read(store, district, FileToken.parse(named["file"]))
    first = next(pieces)
    headers: Headers = [
        ("Content-Type", named["type"] if _TYPE.fullmatch(named["type"]) else ANY_TYPE),
        ("Content-Disposition", disposition(named["name"])),
        NOT_KEPT,
        VARIES,
        OWN_THINGS_ONLY,
        *more,
    ]
    return Answer(HTTPStatus.OK, headers, b"", _watched(chain([first], pieces)))


def disposition(name: str) -> str:
    """The name whole for those who read RFC 5987, and in ASCII for the others (RFC 6266)."""
    shown = "".join("_" if _is_unfit(character) else character for character in name) or "_"
    plain = "".join(character if character.isascii() else "_" for character in shown)
    quoted = plain.replace('"', "_").replace("%", "_")
    return f"attachment; filename=\"{quoted}\"; filename*=UTF-8''{quote(shown, safe='')}"


def _is_unfit(character: str) -> bool:
    return character in "/\\" or unicodedata.category(character) in _HIDDEN


def _watched(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The server ends a connection whose answer raises, so that nobody takes a part for the whole."""
    try:
        for piece in pieces:
            yield piece
            time.sleep(0)  # a quick client never lets the hub wait: others get their turn here
    except Exception:
        log.exception("file broke off")
        raise
