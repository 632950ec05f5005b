"""The houses of the sample: one in each micro-grid, with 15,525 dwellings in all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from deploy.sample.ground import BASE_GRIDS, LOCAL, MICRO_GRIDS, micro_code, micro_grids_of
from deploy.sample.ids import area_id, building_id

DWELLINGS = 15_525
UNITS = 2
ROOMS_PER_FLOOR = 6
FLOORS = 11
"""Of which each house has all rooms; some have one or more on the floor above."""


@dataclass(frozen=True)
class House:
    """One of an estate, which is a base grid's; `more` rooms stand on its highest floor."""

    number: int
    base: int
    micro: int
    more: int

    @property
    def id(self) -> str:
        return building_id(self.number)

    @property
    def estate(self) -> str:
        return f"八里庄{self.base:02d}院"

    @property
    def name(self) -> str:
        return f"{self.micro}栋"

    @property
    def grid_id(self) -> str:
        return area_id(LOCAL, micro_code(self.base, self.micro))

    def plan(self) -> dict[str, object]:
        """As the house is entered: floors and rooms, without those that it has not."""
        floors = FLOORS + bool(self.more)
        above = [f"{unit}-{floors}{room:02d}" for unit, room in self._highest()]
        left_out = above[self.more :] if self.more else []
        return {
            "id": self.id,
            "name": self.name,
            "units": UNITS,
            "floors": floors,
            "rooms_per_floor": ROOMS_PER_FLOOR,
            "left_out": left_out,
        }

    def dwellings(self) -> Iterator[tuple[int, str]]:
        """Unit and room of each."""
        for unit in range(1, UNITS + 1):
            for floor in range(1, FLOORS + 1):
                for room in range(1, ROOMS_PER_FLOOR + 1):
                    yield unit, f"{floor}{room:02d}"
        for unit, room in list(self._highest())[: self.more]:
            yield unit, f"{FLOORS + 1}{room:02d}"

    def _highest(self) -> Iterator[tuple[int, int]]:
        return ((unit, room) for unit in range(1, UNITS + 1) for room in range(1, ROOMS_PER_FLOOR + 1))


def houses() -> list[House]:
    usual = UNITS * FLOORS * ROOMS_PER_FLOOR
    more, left = divmod(DWELLINGS - usual * MICRO_GRIDS, MICRO_GRIDS)
    numbers = count(1)
    return [
        House(number := next(numbers), base, micro, more + (number <= left))
        for base in range(1, BASE_GRIDS + 1)
        for micro in range(1, micro_grids_of(base) + 1)
    ]
