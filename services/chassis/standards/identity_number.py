"""Resident identity numbers (居民身份证号码, GB 11643-1999).

Region 6, birth 8, sequence 3, check 1 (ISO 7064 MOD 11-2).
The region is not looked up: codes of places that are no more stand in millions of valid numbers.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from operator import mul
from typing import ClassVar

from services.chassis.domain import DomainError
from services.chassis.standards.tidying import tidied

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NEW, _OLD = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII), re.compile(r"[1-9]\d{14}", re.ASCII)
_OLD_CENTURY = "19"
LENGTH = 18


class Sex(IntEnum):
    """GB/T 2261.1."""

    UNKNOWN = 0
    MALE = 1
    FEMALE = 2
    NOT_STATED = 9


class IdentityNumberProblem(StrEnum):
    SHAPE = "shape"
    BIRTH_DATE = "birth_date"
    CHECK_DIGIT = "check_digit"


class IdentityNumberInvalid(DomainError):
    """The number itself is never said: it is a person's."""

    about: ClassVar[tuple[str, ...]] = ("document_number",)
    problem: IdentityNumberProblem


@dataclass(frozen=True, slots=True, repr=False)
class IdentityNumber:
    """A number of 18 characters that can be somebody's."""

    text: str
    birth_date: date

    @classmethod
    def parse(cls, typed: str, today: date) -> "IdentityNumber":
        """Of 18 or the old 15 characters, as it was typed. Raises IdentityNumberInvalid."""
        text = tidied(typed)
        if _OLD.fullmatch(text):
            text = text[:6] + _OLD_CENTURY + text[6:]
            text += check_digit(text)
        elif not _NEW.fullmatch(text):
            raise IdentityNumberInvalid(problem=IdentityNumberProblem.SHAPE)
        birth_date = _birth_date(text)
        if birth_date is None or birth_date > today:
            raise IdentityNumberInvalid(problem=IdentityNumberProblem.BIRTH_DATE)
        if check_digit(text[:17]) != text[17]:
            raise IdentityNumberInvalid(problem=IdentityNumberProblem.CHECK_DIGIT)
        return cls(text, birth_date)

    @property
    def sex(self) -> Sex:
        return Sex.MALE if int(self.text[16]) % 2 else Sex.FEMALE

    @property
    def masked(self) -> str:
        return masked_number(self.text)

    def __repr__(self) -> str:
        return "IdentityNumber(…)"


def masked_number(text: str) -> str:
    """The first six and the last four; of another document's number the first and the last."""
    first, last = (6, 4) if len(text) == LENGTH else (1, 1)
    return text[:first] + "*" * max(len(text) - first - last, 4) + text[-last:]


def check_digit(first_17: str) -> str:
    """The eighteenth character, from ASCII digits."""
    return _CHECKS[sum(map(mul, map(int, first_17), _WEIGHTS)) % 11]


def _birth_date(text: str) -> date | None:
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
