"""A generated tree of eight levels; each area of the third has ten thousand in its subtree, itself included.

In each such subtree six areas have `FULL` areas right below them, where all others have five or six.
"""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from services.grids.areas.domain.paths import short_id
from services.members.tallies.domain.tally import coarse_of

LEVELS = 8
BELOW = (6, 36, 216, 1296, 8445)
"""How many of each lower level lie in one of the third."""
SUBTREE = 1 + sum(BELOW)
OF_SUBTREES = 2
"""The level whose areas have so many in their subtrees."""
FULL, BLOCK = 300, 216
"""Children of the first of so many areas of the last level but one."""
KINDS = ("county", "township", "community", "general_total", "base", "micro", "micro", "micro")
FIRST, SECOND = "春夏秋冬东南西北上下", "山川江河湖海日月星辰风云雷雨霜雪梅兰竹菊"
NUMERALS = "一二三四五六七八九十"
FOUNDED, RENAMED = date(2026, 1, 1), date(2026, 3, 1)
RENAMED_DOWN_TO = 5
"""The level; what lies lower is called as it was founded."""


class AreaTree:
    """Areas are numbered from 1 level by level; `place` is such a number."""

    def __init__(self, size: int, district: str) -> None:
        self.district, self.subtrees = district, size // SUBTREE
        self.starts = [1]
        for width in (1, round(self.subtrees**0.5), self.subtrees, *(self.subtrees * each for each in BELOW)):
            self.starts.append(self.starts[-1] + width)
        self.size = self.starts[-1] - 1

    def places(self, level: int) -> range:
        return range(self.starts[level], self.starts[level + 1])

    def any_at(self, level: int, random: Random) -> int:
        return random.choice(self.places(level))

    def full_ones(self) -> range:
        """Who has `FULL` areas right below."""
        return self.places(LEVELS - 2)[::BLOCK]

    def below(self, nth: int, level: int) -> range:
        """Of a lower level, those in the subtree of the nth of the third."""
        each = BELOW[level - OF_SUBTREES - 1]
        return self.places(level)[nth * each : (nth + 1) * each]

    def way_up(self, place: int) -> Iterator[int]:
        """From itself to the top."""
        for level in range(self._level_of(place), -1, -1):
            yield place
            place = self._parent(place, level)

    def id_of(self, place: int) -> str:
        return f"{self.size:08x}-0000-7000-8000-{place:012d}"

    def name_of(self, place: int) -> str:
        """Every other one is called after the area of the third level that it lies in, as no area elsewhere
        is; the rest as others are everywhere."""
        if place % 2 == 0:
            return f"{NUMERALS[place // 2 % 10]}号{place}"
        there = self.places(self._level_of(place))
        nth = (place - there[0]) * self.subtrees // len(there)
        return f"{FIRST[nth % 10]}{SECOND[nth // 10 % 20]}{SECOND[place // 2 % 20]}{place}"

    def prefix_of(self, place: int) -> str:
        """Of its name, one that some 250 areas of its own ten thousand bear, or 500."""
        return self.name_of(place)[: 3 if place % 2 else 2]

    def rows(self) -> Iterator[dict[str, Any]]:
        paths: dict[int, str] = {0: ""}
        communities: dict[int, str | None] = {0: None}
        for level in range(LEVELS):
            for place in self.places(level):
                parent = self._parent(place, level)
                paths[place] = f"{paths[parent]}{short_id(place)}/"
                communities[place] = self.id_of(place) if level == OF_SUBTREES else communities[parent]
                yield {
                    "district": self.district,
                    "id": self.id_of(place),
                    "parent_id": self.id_of(parent) if parent else None,
                    "kind": KINDS[level],
                    "name": self.name_of(place),
                    "path": paths[place],
                    "community_id": communities[place],
                    "active": True,
                    "version": 1,
                    "valid_from": FOUNDED,
                    "since": RENAMED if level <= RENAMED_DOWN_TO else FOUNDED,
                }

    def _level_of(self, place: int) -> int:
        return next(level for level in reversed(range(LEVELS)) if place >= self.starts[level])

    def _parent(self, place: int, level: int) -> int:
        if level == 0:
            return 0
        here, above = self.places(level), self.places(level - 1)
        if level == LEVELS - 1:
            nth, inside = divmod(place - here[0], BELOW[-1])
            return above[nth * BELOW[-2] + _unevenly(inside)]
        return above[(place - here[0]) * len(above) // len(here)]


def tallies_of(tree: AreaTree) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A household of three in every area of the lowest level, and the sums of those."""
    last, fine = tree.places(LEVELS - 1), []
    sums: dict[str, int] = {}
    for row in tree.rows():
        if int(row["id"][-12:]) in last:
            coarse = coarse_of(row["path"])
            sums[coarse] = sums.get(coarse, 0) + 1
            here = {"district": tree.district, "area_id": row["id"], "path": row["path"], "coarse": coarse}
            fine.append({**here, "households": 1, "residents": 3})
    of_them = [
        {"district": tree.district, "path": path, "households": count, "residents": 3 * count}
        for path, count in sums.items()
    ]
    return fine, of_them


def _unevenly(inside: int) -> int:
    """Which of the areas above has this one, within one of the third level: the full ones' come first."""
    blocks = BELOW[-2] // BLOCK
    if inside < blocks * FULL:
        return inside // FULL * BLOCK
    others = (inside - blocks * FULL) * (BELOW[-2] - blocks) // (BELOW[-1] - blocks * FULL)
    block, nth = divmod(others, BLOCK - 1)
    return block * BLOCK + 1 + nth
