"""Where a form or a link may send somebody: nowhere but within the console."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

HOME = "/console"
LONGEST = 4000
"""Of an address; the server takes 8,192, in which the address may stand once more as a part of another."""
OF_ONE_SENDING = {
    "forms", "key", "do", "was", "looked_on", "looked_at", "add", "leave_out", "language",
}  # fmt: skip
"""What a form carries besides what somebody typed or chose."""
_OURS = re.compile(r"/console(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*/?(?:\?[A-Za-z0-9_.=&%+-]*)?")


def place_of_ours(given: str) -> str:
    return given if _OURS.fullmatch(given) else HOME


def place_with(place: str, fields: Iterable[tuple[str, str]]) -> str:
    """With what was typed, however long; `fits` says whether an address holds it."""
    typed = typed_of(fields)
    return f"{place}?{urlencode(typed)}".replace("~", "%7E") if typed else place


def typed_of(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in fields if value and name not in OF_ONE_SENDING]


def fits(place: str) -> bool:
    return len(place) <= LONGEST
