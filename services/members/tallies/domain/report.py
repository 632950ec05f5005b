"""Counts of a day added up for an area and those right below it: the parts make up the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.members.tallies.domain.tally import NOBODY, Count


@dataclass(frozen=True)
class Traced:
    """`of`: the areas whose counts make up this one's."""

    area_id: str
    kind: str
    name: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """`to_ids`: where it may belong; `is_counted`: which is in the area of the report in any case."""

    area_id: str
    name: str
    to_ids: tuple[str, ...]
    is_counted: bool


@dataclass(frozen=True)
class Line:
    area_id: str
    kind: str
    name: str
    households: int
    residents: int


@dataclass(frozen=True)
class UnplacedLine:
    area_id: str
    name: str
    to_ids: tuple[str, ...]
    is_counted: bool
    households: int
    residents: int


@dataclass(frozen=True)
class Report:
    """`here` is what lies in the area and in none right below; it, `below` and what is unplaced, but counted
    here, add up to the whole."""

    whole: Count
    here: Count
    below: tuple[Line, ...]
    unplaced: tuple[UnplacedLine, ...]


def reported(areas: Sequence[Traced], unplaced: Sequence[Unplaced], counts: Mapping[str, Count]) -> Report:
    """The first of the areas is the one that is reported of."""
    sums = [_sum(counts.get(each, NOBODY) for each in area.of) for area in areas]
    found = [(each, counts.get(each.area_id, NOBODY)) for each in unplaced]
    counted = (count for each, count in found if each.is_counted)
    below = zip(areas[1:], sums[1:], strict=True)
    return Report(
        _sum([*sums, *counted]),
        sums[0] if sums else NOBODY,
        tuple(Line(area.area_id, area.kind, area.name, **vars(count)) for area, count in below),
        tuple(UnplacedLine(**vars(each), **vars(count)) for each, count in found if count != NOBODY),
    )


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, start=NOBODY)
