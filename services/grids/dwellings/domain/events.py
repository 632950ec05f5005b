"""What buildings and dwellings tell the others: ids and numbers, a row for each building or unit."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class BuildingRow:
    id: str
    dwellings: int


@dataclass(frozen=True)
class BuildingsEntered(Event):
    community_id: str
    rows: tuple[BuildingRow, ...]


@dataclass(frozen=True)
class BuildingRenamed(Event):
    """Its name and its estate may be read where they are kept."""

    building_id: str
    version: int


@dataclass(frozen=True)
class UnitRow:
    """Building `id`, now of this version; its dwellings in this unit lie in `area_id` from now on."""

    id: str
    unit: int
    area_id: str
    dwellings: int
    version: int


@dataclass(frozen=True)
class UnitsGiven(Event):
    first_building_id: str
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True)
class DwellingRow:
    """A dwelling that lies in `area_id` from its building's version on."""

    id: str
    area_id: str
    version: int


@dataclass(frozen=True)
class DwellingsMoved(Event):
    """At most 500 dwellings that came into another area; whoever keeps people follows."""

    first_id: str
    rows: tuple[DwellingRow, ...]
