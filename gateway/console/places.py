"""Where a form or a link may send somebody: nowhere but within the console."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

HOME = "/console"
LONGEST = 4000
OF_ONE_SENDING = {"forms", "key", "do", "seen", "was", "looked_on", "add", "leave_out"}
"""What a form carries besides what somebody typed or chose."""
_OURS = re.compile(r"/console(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*/?(?:\?[A-Za-z0-9_.=&%+-]*)?")


def place_of_ours(given: str) -> str:
    return given if _OURS.fullmatch(given) else HOME


def place_with(place: str, fields: Iterable[tuple[str, str]]) -> str:
    """With what was typed; the place alone where that is more than an address holds."""
    typed = [(name, value) for name, value in fields if value and name not in OF_ONE_SENDING]
    whole = f"{place}?{urlencode(typed)}".replace("~", "%7E") if typed else place
    return whole if len(whole) <= LONGEST else place
