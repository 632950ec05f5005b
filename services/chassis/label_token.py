"""A QR label's token: 128 random bits, then in which district they are looked for (docs/decisions/labels.md).

It names nothing that it stands for: neither an area nor a building, by no id and no code.
"""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

RANDOM_BYTES = 16
_RANDOM = 22
SHAPE = "[A-Za-z0-9_-]{23,112}"


def new_label_token(district: str) -> str:
    where = urlsafe_b64encode(district.encode()).decode().rstrip("=")
    return secrets.token_urlsafe(RANDOM_BYTES) + where


def district_in(token: str) -> str | None:
    """None for what is no label's token."""
    if re.fullmatch(SHAPE, token, re.ASCII) is None:
        return None
    where = token[_RANDOM:]
    try:
        district = urlsafe_b64decode(where + "=" * (-len(where) % 4)).decode("ascii")
    except ValueError:
        return None
    return district if re.fullmatch("[!-~]{1,64}", district) else None
