"""A building (楼栋) of an estate (小区), its units (单元) and its dwellings (户): the ground's last steps.

A dwelling is found by building, unit and room; its id is made of the three: the same list gives the same ids.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from services.chassis.standards.cells import text_of
from services.grids.dwellings.domain.events import BuildingRenamed

MOST_ROOMS_OF_A_FLOOR = 99


@dataclass(frozen=True)
class NewBuilding:
    """`left_out` are rooms that the plan would give but the house has not, as `unit-room`: `2-301`."""

    id: str
    name: str
    units: int
    floors: int
    rooms_per_floor: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Building:
    id: str
    community_id: str
    estate: str
    name: str
    units: int
    dwellings: int
    version: int = 1

    def rename(self, name: str | None, estate: str | None) -> tuple["Building", BuildingRenamed | None]:
        """None for what stays; nothing is said where both do."""
        renamed = replace(self, name=name or self.name, estate=estate or self.estate)
        if renamed == self:
            return self, None
        renamed = replace(renamed, version=self.version + 1)
        return renamed, BuildingRenamed(self.id, renamed.version)


@dataclass(frozen=True)
class Dwelling:
    """`room` is the floor and two figures for the room on it: `301`, `1204`; no `area_id`: not given yet."""

    id: str
    building_id: str
    unit: int
    floor: int
    room: str
    area_id: str | None = None


def alike(name: str) -> str:
    """The same for what is told apart by its width alone: `A（1）` and `A(1)`."""
    return text_of(name)


def dwellings_of(new: NewBuilding) -> list[Dwelling]:
    left_out = set(new.left_out)
    return [
        Dwelling(dwelling_id(new.id, unit, room), new.id, unit, floor, room)
        for unit, floor, room in _rooms(new)
        if f"{unit}-{room}" not in left_out
    ]


def dwelling_id(building_id: str, unit: int, room: str) -> str:
    return str(uuid5(UUID(building_id), f"{unit}-{room}"))


def stray_exceptions(new: NewBuilding) -> Sequence[str]:
    """Rooms left out that the plan would not have given: a slip of the pen."""
    planned = {f"{unit}-{room}" for unit, _, room in _rooms(new)}
    return [room for room in new.left_out if room not in planned]


def _rooms(new: NewBuilding) -> Iterator[tuple[int, int, str]]:
    for unit in range(1, new.units + 1):
        for floor in range(1, new.floors + 1):
            for place in range(1, new.rooms_per_floor + 1):
                yield unit, floor, f"{floor}{place:02d}"
