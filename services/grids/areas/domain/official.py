"""Official divisions that areas bear: what looks wrong is said, and not refused, for the lists err too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import DIVISION, FORMATS, AreaCode
from services.grids.areas.domain.kinds import Kinds

LENGTHS = 2, 4, 6, 9, 12
OF_A_COMMUNITY = 12
OF_KIND: Mapping[str, int] = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
"""Digits of the levels above communities; a district's other words are not judged."""
TWICE, UNLIKELY = "DivisionTwice", "CodeLevelUnlikely"


@dataclass(frozen=True)
class CodeWarning:
    """`other` is the code that means the same division; None where the level is doubted."""

    code: str
    area_id: str
    scheme: str
    area_code: str
    area_kind: str
    other: str | None = None


def is_official(code: AreaCode) -> bool:
    return FORMATS.get(code.scheme) is DIVISION


def shortened(code: str) -> str:
    """Without the zeros that fill it up to the length of a lower level."""
    return next(code[:digits] for digits in LENGTHS if set(code[digits:]) <= {"0"})


def means_a_community(scheme: str, code: str) -> bool:
    """12 digits that are no higher level's, filled up with zeros; a district's own may end as they like."""
    is_of_form = len(code) == OF_A_COMMUNITY and code.isascii() and code.isdecimal()
    return is_of_form and (FORMATS.get(scheme) is not DIVISION or len(shortened(code)) == OF_A_COMMUNITY)


def other_spellings(code: AreaCode) -> list[AreaCode]:
    """Codes of the same division."""
    short = shortened(code.code)
    filled = [short.ljust(digits, "0") for digits in LENGTHS if digits >= len(short)]
    return [
        AreaCode(code.area_id, code.scheme, each, code.valid_from) for each in filled if each != code.code
    ]


def warnings_of(
    codes: Sequence[AreaCode],
    areas: Mapping[str, Area],
    kinds: Kinds,
    given: Collection[tuple[str, str]],
) -> list[CodeWarning]:
    """`given` are other spellings that other areas were ever given; a code that is given again is refused."""
    found = []
    said = {(code.scheme, code.code): code.area_id for code in codes}
    for code in filter(is_official, codes):
        area = areas[code.area_id]
        known = kinds.named(area.kind)
        for other in other_spellings(code):
            place = (other.scheme, other.code)
            if place in given or said.get(place, area.id) != area.id:
                found.append(CodeWarning(TWICE, area.id, code.scheme, code.code, known, other.code))
        if not _fits(area, len(shortened(code.code)), kinds):
            found.append(CodeWarning(UNLIKELY, area.id, code.scheme, code.code, known))
    return found


def _fits(area: Area, digits: int, kinds: Kinds) -> bool:
    """Nothing below a community has an official code."""
    if kinds.knows(area.kind) and kinds.is_community(area.kind):
        return digits == OF_A_COMMUNITY
    if area.community_id is not None:
        return False
    return digits == OF_KIND.get(area.kind, digits)
