"""What no log and no row of the chassis may hold: numbers and addresses of residents, tokens and secrets.

People on duty have numbers that begin with 0000 here, which nobody can dial: theirs are public (D11), so
every number that can be dialled is a resident's.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from services.chassis.domain import DomainError
from services.chassis.standards.email_address import email_address
from services.chassis.standards.identity_number import IdentityNumber
from services.chassis.standards.phone_number import phone_number

_ALONE = r"(?<![0-9A-Za-z_.])(?:{})(?![0-9A-Za-z_])"
IDENTITY = re.compile(_ALONE.format(r"[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14}"))
PHONE = re.compile(_ALONE.format(r"(?:\+?86)?[01][0-9]{9,11}"))
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
TOKEN = re.compile(r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}", re.ASCII)
SECRET = re.compile(r"linli_(?:live|test)_[\w-]{16,}", re.ASCII)
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
"""Of a few in a thousand the last part alone would be a number that can be dialled."""
NOBODY_LIVES_AFTER = date(2100, 1, 1)


@dataclass(frozen=True)
class Mark:
    kind: str
    text: str


def marks_in(text: str) -> Iterator[Mark]:
    """As it was typed, in half or full width."""
    plain = ID.sub("…", text if text.isascii() else normalize("NFKC", text))
    yield from _valid("identity number", IDENTITY, plain, _is_identity_number)
    yield from _valid("phone", PHONE, plain, phone_number)
    yield from _valid("e-mail", EMAIL, plain, email_address)
    yield from (Mark("token", found[0]) for found in TOKEN.finditer(plain))
    yield from (Mark("secret", found[0]) for found in SECRET.finditer(plain))


def _valid(kind: str, pattern: re.Pattern[str], text: str, check: Callable[[str], object]) -> Iterator[Mark]:
    for found in pattern.finditer(text):
        with suppress(DomainError):
            check(found[0])
            yield Mark(kind, found[0])


def _is_identity_number(text: str) -> None:
    IdentityNumber.parse(text, NOBODY_LIVES_AFTER)
