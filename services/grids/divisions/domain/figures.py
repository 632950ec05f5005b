"""Figures of divisions as they were, added up for the divisions that there are now: the sum stays."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.grids.divisions.domain.division import Division
from services.grids.divisions.domain.errors import FigureTwice, FigureWithin


@dataclass(frozen=True)
class Figure:
    code: str
    figure: int


@dataclass(frozen=True)
class Sum:
    """`of` are the codes whose figures it adds up."""

    code: str
    name: str
    figure: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """What was divided among several, or ended without a successor: nobody knows whose the figure is."""

    code: str
    figure: int
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class RolledUp:
    scheme: str
    total: int
    sums: tuple[Sum, ...]
    unplaced: tuple[Unplaced, ...]


def figures_of(said: Sequence[str], scheme: str) -> list[Figure]:
    """`350402:1200`, each code once."""
    pairs = [each.split(":") for each in said]
    for code, times in Counter(code for code, _ in pairs).items():
        if times > 1:
            raise FigureTwice(scheme=scheme, area_code=code)
    return [Figure(code, int(figure)) for code, figure in pairs]


def refuse_twice(bearers: Mapping[str, Division]) -> None:
    """A division is named in short and in full. Raises FigureTwice."""
    named: set[Division] = set()
    for code, bearer in bearers.items():
        if bearer in named:
            raise FigureTwice(scheme=bearer.scheme, area_code=code)
        named.add(bearer)


def refuse_within(bearers: Mapping[str, Division]) -> None:
    """A division's code begins with those of all that it lies in. Raises FigureWithin."""
    said = {bearer.code: code for code, bearer in bearers.items()}
    for code, bearer in bearers.items():
        for digits in range(1, len(bearer.code)):
            if above := said.get(bearer.code[:digits]):
                raise FigureWithin(scheme=bearer.scheme, area_code=code, above=above)


def rolled_up(scheme: str, figures: Sequence[Figure], became: Mapping[str, Sequence[Division]]) -> RolledUp:
    names: dict[str, str] = {}
    sums: Counter[str] = Counter()
    of: dict[str, list[str]] = {}
    unplaced = []
    for each in figures:
        if len(became[each.code]) != 1:
            candidates = tuple(division.code for division in became[each.code])
            unplaced.append(Unplaced(each.code, each.figure, candidates))
            continue
        [division] = became[each.code]
        names[division.code] = division.name
        sums[division.code] += each.figure
        of.setdefault(division.code, []).append(each.code)
    added = tuple(Sum(code, names[code], sums[code], tuple(of[code])) for code in sorted(sums))
    return RolledUp(scheme, sum(each.figure for each in figures), added, tuple(unplaced))
