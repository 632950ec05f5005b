"""Codes of areas (区划代码): a code means nothing without its scheme and a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from services.grids.areas.domain.errors import (
    CodeMalformed,
    CodeSchemeMissing,
    CodeSchemeUnknown,
    CodesOverlap,
    CodeTermEmpty,
)


class CodeScheme(StrEnum):
    """National standard, civil affairs, statistics of 2023, police, and the district's own."""

    GB2260 = "GB2260"
    MCA = "MCA"
    NBS2023 = "NBS2023"
    GA = "GA"
    LOCAL = "LOCAL"

    @classmethod
    def named(cls, scheme: str | None) -> "CodeScheme":
        if not scheme:
            raise CodeSchemeMissing()
        if scheme not in cls.__members__:
            raise CodeSchemeUnknown(scheme=scheme)
        return cls(scheme)


DIVISION = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})", re.ASCII)
FORMATS: Mapping[CodeScheme, re.Pattern[str]] = {
    CodeScheme.GB2260: DIVISION,
    CodeScheme.MCA: DIVISION,
    CodeScheme.NBS2023: DIVISION,
    # Police codes of communities grew from 12 to 15 digits (GA/T 2000.33-2020).
    CodeScheme.GA: re.compile(r"\d{12}|\d{15}", re.ASCII),
    CodeScheme.LOCAL: re.compile(r"[^\s\x00-\x1f\x7f]{1,40}"),
}


@dataclass(frozen=True)
class NewCode:
    """Valid from the first day on, up to the day before `valid_to`; None: until further notice."""

    scheme: str | None
    code: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class AreaCode:
    area_id: str
    scheme: CodeScheme
    code: str
    valid_from: date
    valid_to: date | None = None

    @classmethod
    def given(cls, area_id: str, new: NewCode) -> "AreaCode":
        scheme = CodeScheme.named(new.scheme)
        if not FORMATS[scheme].fullmatch(new.code):
            raise CodeMalformed(scheme=scheme.value, area_code=new.code)
        if new.valid_to is not None and new.valid_to <= new.valid_from:
            raise CodeTermEmpty(scheme=scheme.value, area_code=new.code)
        return cls(area_id, scheme, new.code, new.valid_from, new.valid_to)

    def overlaps(self, other: "AreaCode") -> bool:
        first, second = sorted((self, other), key=lambda code: code.valid_from)
        return first.valid_to is None or second.valid_from < first.valid_to


def codes_of(area_id: str, asked: Sequence[NewCode]) -> list[AreaCode]:
    """The codes of a new area: one of a scheme at a time."""
    codes = [AreaCode.given(area_id, new) for new in asked]
    for one, other in combinations(codes, 2):
        if one.scheme is other.scheme and one.overlaps(other):
            raise CodesOverlap(area_id=area_id, scheme=one.scheme.value)
    return codes
