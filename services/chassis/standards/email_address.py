"""E-mail addresses as mail is sent to them: ASCII, `local@domain`, within the lengths of RFC 5321."""

import re
import unicodedata
from typing import ClassVar

from services.chassis.domain import DomainError

LONGEST, LONGEST_LOCAL = 254, 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LAST = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+{_LAST})")


class EmailAddressInvalid(DomainError):
    """The address itself is never said: it may be a person's."""

    about: ClassVar[tuple[str, ...]] = ("email",)


def email_address(typed: str) -> str:
    """Half width, its domain in small letters; nothing quoted, no blank or line in it.

    Raises EmailAddressInvalid.
    """
    plain = unicodedata.normalize("NFKC", typed).strip(" ")
    found = _ADDRESS.fullmatch(plain)
    if found is None or len(plain) > LONGEST or len(found[1]) > LONGEST_LOCAL:
        raise EmailAddressInvalid()
    return f"{found[1]}@{found[2].lower()}"


def masked_email(address: str) -> str:
    """`z***@example.org`; of one letter nothing is left."""
    local, _, domain = address.partition("@")
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}"
