"""An official division (行政区划): a code of a scheme with its name, for as long as it held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.grids.divisions.domain.errors import AsOfTooEarly, CodeSchemeMissing


@dataclass(frozen=True)
class Division:
    """`level` 1 is a province, 5 a committee's ground; valid from a day up to the day before `valid_to`."""

    scheme: str
    code: str
    name: str
    level: int
    parent_code: str | None
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def ended_by(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to <= day


class EventKind(StrEnum):
    FOUNDED = "founded"
    ABOLISHED = "abolished"
    RENAMED = "renamed"
    RESUBORDINATED = "resubordinated"
    MERGED = "merged"
    SPLIT = "split"
    BOUNDARY = "boundary"
    SEAT = "seat"


@dataclass(frozen=True)
class DivisionEvent:
    """What happened to some codes on a day, by which document; they are `to_codes` from then on."""

    id: str
    scheme: str
    kind: EventKind
    day: date
    document_no: str
    from_codes: tuple[str, ...]
    to_codes: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A code as it was understood on a day, and the day as of which it is to be shown."""

    scheme: str
    code: str
    on: date
    as_of: date

    @classmethod
    def of(cls, scheme: str | None, code: str, on: date, as_of: date | None) -> "Asked":
        if not scheme:
            raise CodeSchemeMissing
        if as_of is not None and as_of < on:
            raise AsOfTooEarly(on=on, as_of=as_of)
        return cls(scheme, code, on, as_of or on)


def spellings(code: str) -> list[str]:
    """A code as it is kept, longest first: lists of 12, 9 or 6 digits fill up with zeros what is less."""
    found = [code]
    if len(code) in FILLED:
        for digits in (each for each in (9, 6, 4, 2) if each < len(code)):
            if set(code[digits:]) != {"0"}:
                break
            found.append(code[:digits])
    return found


FILLED = len("510108006004"), len("510108006"), len("510108")


COMMITTEES = "residents_committee", "villagers_committee"
KIND_OF_DIGIT: Mapping[int, Mapping[str, str]] = {
    4: {"0": "street", "1": "town", "2": "township", "3": "township", "4": "like_a_township",
        "5": "like_a_township"},
    5: {"0": COMMITTEES[0], "1": COMMITTEES[0], "4": COMMITTEES[0], "2": COMMITTEES[1],
        "3": COMMITTEES[1], "5": COMMITTEES[1]},
}  # fmt: skip
"""What the first of the last three digits says: a reading of the code, which now and then belies the name."""
ABOVE = {1: "province", 2: "prefecture", 3: "county"}


@dataclass(frozen=True)
class Counted:
    kind: str
    count: int


def counted(groups: Sequence[tuple[int, str, int]]) -> list[Counted]:
    """Groups of a level, the digit that tells the kind, and how many there are."""
    sums: dict[str, int] = {}
    for level, digit, count in sorted(groups):
        kind = ABOVE.get(level) or KIND_OF_DIGIT[level].get(digit, "other")
        sums[kind] = sums.get(kind, 0) + count
    return [Counted(kind, count) for kind, count in sums.items()]
