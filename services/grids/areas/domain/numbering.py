"""Grid codes (网格编码): the community's 12 digits, then 3 of the grid, then 2 for each level below it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.grids.areas.domain.kinds import Kinds

SAME_AS_COMMUNITY = "general_total"
"""A general-total grid is its whole community (S2.56): number 000, and what stands below it counts on."""
OF_A_GRID = re.compile(r"\d{15}(\d{2})*", re.ASCII)
"""A grid that came from another community, or whose community was re-coded, keeps the digits that it has."""
IN_COMMUNITY, BELOW_A_GRID = 3, 2
NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Grid:
    """What lies in a community; `code` is the local one that it keeps, `free_on` the day on which the last of
    those ends that it does not."""

    id: str
    parent_id: str
    kind: str
    name: str
    code: str | None
    free_on: date | None = None

    def borne(self, code: str, until: date | None) -> "Grid":
        """With a code that follows those that it is known with."""
        return replace(self, code=code if until is None else None, free_on=until)


@dataclass(frozen=True)
class Numbered:
    """New codes by grid; `full` says, for each grid that has none, behind which digits no number is left."""

    codes: dict[str, str]
    full: dict[str, str]


class GridNumbers:
    """Gives each number behind some digits once: `given` are all that ever were.

    It counts on from the greatest, and where that was the last one takes those that were left out."""

    def __init__(self, community_code: str, given: Collection[str]) -> None:
        self.community_code = community_code
        self._given = set(given)
        self._left: dict[str, Iterator[str]] = {}
        self._last: Counter[str] = Counter()
        for code in given:
            for digits in (IN_COMMUNITY, BELOW_A_GRID):
                if code[-digits:].isdecimal():
                    before = code[:-digits]
                    self._last[before] = max(self._last[before], int(code[-digits:]))

    def next_for(self, grid: Grid, above: str | None) -> str | None:
        """`above` is the code of the grid that it lies in; None: it stands in the community itself.

        None where every number was given."""
        if grid.kind == SAME_AS_COMMUNITY and above is None:
            whole = self.community_code + "0" * IN_COMMUNITY
            if whole not in self._given:
                self._given.add(whole)
                return whole
        before, digits = (above, BELOW_A_GRID) if above else (self.community_code, IN_COMMUNITY)
        if before not in self._left:
            self._left[before] = self._never_given(before, digits)
        return next(self._left[before], None)

    def _never_given(self, before: str, digits: int) -> Iterator[str]:
        last = self._last[before]
        for number in (*range(last + 1, 10**digits), *range(1, last)):
            code = f"{before}{number:0{digits}d}"
            if code not in self._given:
                yield code


def numbered(
    community_id: str, grids: Sequence[Grid], numbers: GridNumbers, kinds: Kinds, at_most: int
) -> Numbered:
    """Codes for those without one, by id: from the top down, kind by kind, by names with their numbers."""
    below: dict[str, list[Grid]] = {}
    for grid in grids:
        below.setdefault(grid.parent_id, []).append(grid)
    codes: dict[str, str] = {}
    full: dict[str, str] = {}
    level: list[tuple[Grid, str | None]] = [(grid, None) for grid in below.get(community_id, [])]
    while level and len(codes) < at_most:
        following: list[tuple[Grid, str | None]] = []
        for grid, above in sorted(level, key=lambda each: _place(each[0], each[1], kinds)):
            code = grid.code
            if code is None and len(codes) < at_most:
                code = numbers.next_for(grid, above)
                if code is None:
                    full[grid.id] = above or numbers.community_code
                else:
                    codes[grid.id] = code
            begins = _begins_the_codes_below(grid, code)
            following += [(each, code if begins else above) for each in below.get(grid.id, [])]
        level = following
    return Numbered(codes, full)


def communities_in(grids: Sequence[Grid]) -> set[str]:
    """The digits of the communities that the grids' codes were made of."""
    made = [grid.code for grid in grids if _begins_the_codes_below(grid, grid.code)]
    return {code[: len("510108006004")] for code in made if code}


def _begins_the_codes_below(grid: Grid, code: str | None) -> bool:
    """A code that was given by hand in another form does not."""
    is_of_form = code is not None and OF_A_GRID.fullmatch(code) is not None
    return is_of_form and grid.kind != SAME_AS_COMMUNITY


def _place(grid: Grid, above: str | None, kinds: Kinds) -> tuple[object, ...]:
    return above or "", kinds.rank(grid.kind), *_by_number(grid.name)


def _by_number(name: str) -> list[tuple[bool, int, str]]:
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in NUMBERS.split(name)]
