"""Codes of areas (区划代码): a code means nothing without its scheme and a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from services.chassis.domain import within
from services.grids.areas.domain.errors import (
    CodeBeforeFounding,
    CodeEnded,
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
    def named(cls, scheme: str | None) -> str:
        """One of these, or one that a district may have registered for another system."""
        if not scheme:
            raise CodeSchemeMissing()
        if scheme in cls.__members__:
            return cls(scheme)
        if not OF_A_SYSTEM.fullmatch(scheme):
            raise CodeSchemeUnknown(scheme=scheme)
        return scheme


OF_A_SYSTEM = re.compile(r"SYS:[A-Za-z0-9][A-Za-z0-9_-]{0,35}", re.ASCII)
"""The name of another system's ids (`SYS:wangge`), which a district registers before it uses it."""
DIVISION = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})", re.ASCII)
ANY = re.compile(r"[^\s\x00-\x1f\x7f]{1,40}")
FORMATS: Mapping[str, re.Pattern[str]] = {
    CodeScheme.GB2260: DIVISION,
    CodeScheme.MCA: DIVISION,
    CodeScheme.NBS2023: DIVISION,
    # Police codes of communities grew from 12 to 15 digits (GA/T 2000.33-2020).
    CodeScheme.GA: re.compile(r"\d{12}|\d{15}", re.ASCII),
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
    scheme: str
    code: str
    valid_from: date
    valid_to: date | None = None

    @classmethod
    def given(cls, area_id: str, new: NewCode) -> "AreaCode":
        scheme = CodeScheme.named(new.scheme)
        if not FORMATS.get(scheme, ANY).fullmatch(new.code):
            raise CodeMalformed(scheme=scheme, area_code=new.code)
        if new.valid_to is not None and new.valid_to <= new.valid_from:
            raise CodeTermEmpty(scheme=scheme, area_code=new.code)
        return cls(area_id, scheme, new.code, new.valid_from, new.valid_to)

    def retired(self, on: date, today: date) -> "AreaCode":
        """It no longer holds from that day on; one that ends anyway may end earlier, not later. One that
        begins today or later, and is to end by then, is taken back: it ends on its first day."""
        if self.was_taken_back or (self.valid_to is not None and self.valid_to < on):
            raise CodeEnded(scheme=self.scheme, area_code=self.code, valid_to=self.valid_to)
        if on <= self.valid_from < today:
            raise CodeTermEmpty(scheme=self.scheme, area_code=self.code)
        return replace(self, valid_to=max(on, self.valid_from))

    @property
    def was_taken_back(self) -> bool:
        return self.valid_to == self.valid_from

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def overlaps(self, other: "AreaCode") -> bool:
        if self.was_taken_back or other.was_taken_back:
            return False
        first, second = sorted((self, other), key=lambda code: code.valid_from)
        return first.valid_to is None or second.valid_from < first.valid_to


def refuse_before_founding(codes: Sequence[AreaCode], founded_on: date | None, field: str) -> None:
    """`founded_on` None: only the day on which the area was entered is known, and it may have stood long."""
    for code in codes:
        if founded_on is not None and code.valid_from < founded_on:
            raise CodeBeforeFounding(
                area_id=code.area_id, scheme=code.scheme, area_code=code.code, founded_on=founded_on
            ).at(field)


def codes_of(area_id: str, asked: Sequence[NewCode]) -> list[AreaCode]:
    """The codes of a new area: one of a scheme at a time."""
    codes = []
    for number, new in enumerate(asked):
        with within("codes", number):
            codes.append(AreaCode.given(area_id, new))
    refuse_overlaps(area_id, codes, "codes")
    return codes


def refuse_overlaps(area_id: str, codes: Sequence[AreaCode], field: str) -> None:
    for one, other in combinations(codes, 2):
        if one.scheme == other.scheme and one.overlaps(other):
            raise CodesOverlap(area_id=area_id, scheme=one.scheme).at(field)
