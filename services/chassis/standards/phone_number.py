"""Telephone numbers of the mainland, as people write them: mobiles, and landlines with their area code."""

import re
from typing import ClassVar

from services.chassis.domain import DomainError
from services.chassis.standards.tidying import tidied

_COUNTRY = re.compile(r"(?:\+|00)86")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})", re.ASCII)


class PhoneNumberInvalid(DomainError):
    """The number itself is never said: it may be a person's."""

    about: ClassVar[tuple[str, ...]] = ("phone",)


def phone_number(typed: str) -> str:
    """`13900000000` or `02885550000`; short numbers such as 12345 are nobody's. Raises PhoneNumberInvalid."""
    number = tidied(typed).translate(_BRACKETS)
    if country := _COUNTRY.match(number):
        local = number[country.end() :]
        number = local if local.startswith(("0", "1")) else f"0{local}"
    if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        raise PhoneNumberInvalid()
    return number


def masked_phone(number: str) -> str:
    """The first three and the last four."""
    return f"{number[:3]}****{number[-4:]}"


_BRACKETS = str.maketrans("", "", "()")
