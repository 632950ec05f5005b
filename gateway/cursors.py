"""Cursors: where a list goes on, signed and bound to its RPC, filter and caller (D15).

A cursor says nothing that its caller has not read on the page before, so it is signed, not sealed.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.errors import CursorInvalid
from gateway.own_keys import own_key
from services.chassis import wire
from services.chassis.caller import Caller

KEY_FILE = "gateway.cursors.key"
SIGNATURE = 16
"""Bytes of the HMAC-SHA256 that a cursor carries."""
NOT_A_FILTER = frozenset({"after", "limit"})


@dataclass(frozen=True)
class Listing:
    """One list as one caller asks for it; a cursor of it fits no other, but the same one drawn as well."""

    rpc: str
    caller: Caller
    filters: Mapping[str, object]

    def canonical(self) -> bytes:
        asked = {name: value for name, value in self.filters.items() if name not in NOT_A_FILTER}
        return wire.canonical([self.rpc, self.caller.district, self.caller.name, asked])


class Cursors:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, position: list[Any], listing: Listing) -> str:
        place = wire.dumps(position)
        return _encoded(self._sign(place, listing) + place)

    def read(self, cursor: object, listing: Listing) -> list[Any]:
        """The position it holds. Raises CursorInvalid."""
        if not isinstance(cursor, str):
            raise CursorInvalid
        raw = _decoded(cursor)
        signature, place = raw[:SIGNATURE], raw[SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(place, listing)):
            raise CursorInvalid
        position: list[Any] = wire.loads(place)
        return position

    def _sign(self, place: bytes, listing: Listing) -> bytes:
        return hmac.digest(self._key, listing.canonical() + b"\0" + place, "sha256")[:SIGNATURE]


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(cursor: str) -> bytes:
    """Of the spellings that base64 lets pass, only ours. Raises CursorInvalid."""
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise CursorInvalid from None
    if _encoded(raw) != cursor:
        raise CursorInvalid
    return raw


def cursor_key(folder: Path) -> bytes:
    """Raises KeyFileUnusable."""
    return own_key(folder, KEY_FILE)
