"""A generated tree of eight levels; each area of the third has ten thousand in its subtree."""

from collections.abc import Iterator
from random import Random
from typing import Any

from services.grids.areas.domain.paths import short_id
from services.members.tallies.domain.tally import coarse_of

LEVELS = 8
SUBTREE = 10_000
OF_SUBTREES = 2
"""The level whose areas have so many in their subtrees."""
KINDS = ("county", "township", "community", "general_total", "base", "micro", "micro", "micro")
FIRST, SECOND = "春夏秋冬东南西北上下", "山川江河湖海日月星辰风云雷雨霜雪梅兰竹菊"


class AreaTree:
    """Areas are numbered from 1 level by level; `place` is such a number."""

    def __init__(self, size: int, district: str) -> None:
        self.district = district
        self.starts = [1]
        for width in _widths(size):
            self.starts.append(self.starts[-1] + width)
        self.size = self.starts[-1] - 1

    def places(self, level: int) -> range:
        return range(self.starts[level], self.starts[level + 1])

    def any_at(self, level: int, random: Random) -> int:
        return random.choice(self.places(level))

    def some_below(self, level: int, root: int) -> list[int]:
        """Those directly below one of a level."""
        return [each for each in self.places(level + 1) if self._parent(each, level + 1) == root]

    def id_of(self, place: int) -> str:
        return f"{self.size:08x}-0000-7000-8000-{place:012d}"

    def name_of(self, place: int) -> str:
        return f"{FIRST[place % 10]}{SECOND[place // 10 % 20]}{SECOND[place // 200 % 20]}{place}"

    def rows(self) -> Iterator[dict[str, Any]]:
        paths: dict[int, str] = {0: ""}
        communities: dict[int, str | None] = {0: None}
        for level in range(LEVELS):
            for place in self.places(level):
                parent = self._parent(place, level)
                paths[place] = f"{paths[parent]}{short_id(place)}/"
                communities[place] = self.id_of(place) if level == 2 else communities[parent]
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
                }

    def _parent(self, place: int, level: int) -> int:
        if level == 0:
            return 0
        here, above = self.places(level), self.places(level - 1)
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


def _widths(size: int) -> list[int]:
    """Of the levels: the third so that each of it has `SUBTREE` areas below, the others by one factor."""
    third = size // SUBTREE
    above = [1.0, third**0.5, float(third)]
    low, high = 1.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        below = [third * middle**level for level in range(1, LEVELS - 2)]
        if sum([*above, *below]) < size:
            low = middle
        else:
            high = middle
    return [round(width) for width in (*above, *below)]
