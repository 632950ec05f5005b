"""A platform key's secret: `linli_live_<district>_<id>_<43 characters>`, or `linli_test_…`.

What it begins with lets anybody who finds one know what it is, and lets the gateway know whom to ask.
"""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

PREFIX = "linli_"
RANDOM_BYTES = 32
_SHAPE = re.compile(
    r"linli_(?:live|test)_([!-~]{1,64})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_[A-Za-z0-9_-]{43}"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a secret says of itself, and its SHA-256, which is all that goes on from the gateway.

    256 random bits: nobody tries them all, so a hash that is slow on purpose would only hold up ourselves.
    """

    district: str
    key_id: str
    hash: str


def new_secret(key_type: str, district: str, key_id: str) -> str:
    return f"{PREFIX}{key_type}_{district}_{key_id}_{secrets.token_urlsafe(RANDOM_BYTES)}"


def shown_in(text: str) -> Shown | None:
    """None for what is no platform's secret."""
    found = _SHAPE.fullmatch(text)
    return Shown(found[1], found[2], hash_of(text)) if found else None


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
