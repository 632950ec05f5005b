"""Social credit codes (统一社会信用代码, GB 32100-2015); inside is the organisation code of GB 11714."""

import re
from enum import StrEnum
from typing import ClassVar

from services.chassis.domain import DomainError
from services.chassis.standards.tidying import tidied

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_SHAPE = re.compile(rf"[1-9ANY][1-9]\d{{6}}[{_ALPHABET}]{{8}}[\dX][{_ALPHABET}]", re.ASCII)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class CreditCodeProblem(StrEnum):
    SHAPE = "shape"
    ORGANISATION_CHECK = "organisation_check"
    CHECK_CHARACTER = "check_character"


class CreditCodeInvalid(DomainError):
    about: ClassVar[tuple[str, ...]] = ("credit_code",)
    problem: CreditCodeProblem


def credit_code(typed: str) -> str:
    """The code of 18 characters, as it is written. Raises CreditCodeInvalid."""
    code = tidied(typed)
    if not _SHAPE.fullmatch(code):
        raise CreditCodeInvalid(problem=CreditCodeProblem.SHAPE)
    if organisation_check(code[8:16]) != code[16]:
        raise CreditCodeInvalid(problem=CreditCodeProblem.ORGANISATION_CHECK)
    if check_character(code[:17]) != code[17]:
        raise CreditCodeInvalid(problem=CreditCodeProblem.CHECK_CHARACTER)
    return code


def check_character(first_17: str) -> str:
    weighed = sum(_VALUES[character] * pow(3, place, 31) for place, character in enumerate(first_17))
    return _ALPHABET[-weighed % 31]


def organisation_check(first_8: str) -> str:
    """Of GB 11714, where letters count from A = 10 without gaps."""
    weighed = sum(
        int(character, 36) * weight for character, weight in zip(first_8, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[-weighed % 11]
