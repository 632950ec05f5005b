"""Official divisions that areas bear: what looks wrong is said, and not refused, for the lists err too."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import DIVISION, FORMATS, AreaCode
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.paths import leading_to

LENGTHS = 2, 4, 6, 9, 12
OF_A_COMMUNITY = 12
OF_KIND: Mapping[str, int] = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
"""Digits of the levels above communities; a district's other words are not judged."""
TWICE, UNLIKELY = "DivisionTwice", "CodeLevelUnlikely"
ELSEWHERE, OTHERWISE = "CodeParentUnlikely", "CodeSegmentUnlikely"
STREET, TOWN, TOWNSHIP = ("街道", "街道办", "街道办事处"), ("镇",), ("乡",)
RESIDENTS, VILLAGE = ("社区", "居委会", "居民委员会"), ("村", "村委会", "村民委员会")
SEGMENTS: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    9: {"0": STREET, "1": TOWN, "2": TOWNSHIP, "3": TOWNSHIP},
    12: {"0": RESIDENTS, "1": RESIDENTS, "2": VILLAGE, "3": VILLAGE},
}
"""How names end, by the first of the code's last three digits (NBS: 001–099 streets, 100–199 towns, 200–399
townships; below them 001–199 residents' committees, 200–399 villagers'). Other segments are not judged."""
Borne = tuple[str, AreaCode]
"""The path of an area, and a code of it."""


@dataclass(frozen=True)
class CodeWarning:
    """`other` is the code that means the same division, or that of the area above which this one does not
    begin with; None where its own digits are doubted."""

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
    above: Collection[Borne] = (),
) -> list[CodeWarning]:
    """`given` are other spellings that other areas were ever given; a code that is given again is refused.
    `above` are codes of areas that these lie in."""
    found = []
    said = {(code.scheme, code.code): code.area_id for code in codes}
    borne = _by_place([*above, *((areas[code.area_id].path, code) for code in codes)])
    for code in filter(is_official, codes):
        area = areas[code.area_id]
        short = shortened(code.code)
        doubts: list[tuple[str, str | None]] = [
            (TWICE, other.code)
            for other in other_spellings(code)
            if (place := (other.scheme, other.code)) in given or said.get(place, area.id) != area.id
        ]
        over = _over(code, area.path, borne)
        if over is not None and len(over) < len(short) and not short.startswith(over):
            doubts.append((ELSEWHERE, over))
        if not _fits(area, len(short), kinds):
            doubts.append((UNLIKELY, None))
        elif _is_named_otherwise(area.name, short):
            doubts.append((OTHERWISE, None))
        named = kinds.named(area.kind)
        found += [CodeWarning(why, area.id, code.scheme, code.code, named, other) for why, other in doubts]
    return found


def _by_place(borne: Collection[Borne]) -> Mapping[tuple[str, str], Sequence[AreaCode]]:
    found: dict[tuple[str, str], list[AreaCode]] = defaultdict(list)
    for path, code in borne:
        found[code.scheme, path].append(code)
    return found


def _over(code: AreaCode, path: str, borne: Mapping[tuple[str, str], Sequence[AreaCode]]) -> str | None:
    """What the nearest area above it that bears such a code has on its first day, without filling zeros."""
    for each in leading_to(path):
        for other in borne.get((code.scheme, each), ()):
            if other.holds(code.valid_from):
                return shortened(other.code)
    return None


def _is_named_otherwise(name: str, short: str) -> bool:
    """Its name ends as those of another segment of its level do."""
    segments = SEGMENTS.get(len(short), {})
    own = segments.get(short[-3])
    others = {end for ends in segments.values() if ends != own for end in ends}
    return own is not None and not name.endswith(own) and name.endswith(tuple(others))


def _fits(area: Area, digits: int, kinds: Kinds) -> bool:
    """Nothing below a community has an official code."""
    if kinds.knows(area.kind) and kinds.is_community(area.kind):
        return digits == OF_A_COMMUNITY
    if area.community_id is not None:
        return False
    return digits == OF_KIND.get(area.kind, digits)
