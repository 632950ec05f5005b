"""How many live in an area (户数, 人数), kept by differences: nobody is counted when it is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOWHERE = "/"
"""The path of areas that nobody has told of yet: who is known to live there waits here, in no other sum."""
COARSE = 3
"""Segments of a path: what lies as high or higher is added up of sums, what lies lower of its areas."""


@dataclass(frozen=True)
class Count:
    """Households of the register, and residents who live there: neither dead nor moved out."""

    households: int = 0
    residents: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.households + other.households, self.residents + other.residents)

    def __sub__(self, other: "Count") -> "Count":
        return Count(self.households - other.households, self.residents - other.residents)


ONE_HOUSEHOLD, ONE_RESIDENT, NOBODY = Count(households=1), Count(residents=1), Count()
Differences = Mapping[str, Count]


@dataclass(frozen=True)
class Wrong:
    """Areas that a recount has put right: their counts, where these stood in the tree, or their last day."""

    counts: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]

    @property
    def areas(self) -> frozenset[str]:
        return self.counts | self.places | self.days

    def numbers(self) -> dict[str, int]:
        return {name: len(ids) for name, ids in vars(self).items()}


def added(changes: Iterable[tuple[str, Count]]) -> dict[str, Count]:
    """By area, without those where nothing is left of them."""
    sums: dict[str, Count] = {}
    for area_id, count in changes:
        sums[area_id] = sums.get(area_id, NOBODY) + count
    return {area_id: count for area_id, count in sums.items() if count != NOBODY}


def depth_of(path: str) -> int:
    return path.count("/")


def coarse_of(path: str) -> str:
    """The beginning of a path that its sum is kept by."""
    return "".join(f"{part}/" for part in path.rstrip("/").split("/")[:COARSE])
