"""The units of a grouping, named by ranges."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.chassis.domain import within
from services.grids.groupings.domain.errors import (
    BuildingElsewhere,
    BuildingUnknown,
    RangeReversed,
    TooManyUnits,
    UnitTwiceInBatch,
    UnitUnknown,
)

UnitKey = tuple[str, int]
"""A building's id and the number of the unit in it."""
AT_MOST = 500


@dataclass(frozen=True)
class UnitSpan:
    """The units `first` to `last` of a building, both included."""

    building_id: str
    first: int
    last: int

    @property
    def units(self) -> Iterator[UnitKey]:
        return ((self.building_id, unit) for unit in range(self.first, self.last + 1))


@dataclass(frozen=True)
class Regrouped:
    """Units that came into a grouping, and units that left it."""

    came: Sequence[UnitKey]
    left: Sequence[UnitKey]

    @property
    def units(self) -> set[UnitKey]:
        return {*self.came, *self.left}


def units_named(spans: Sequence[UnitSpan]) -> dict[UnitKey, int]:
    """With the number of the range that names each.

    Raises RangeReversed, UnitTwiceInBatch or TooManyUnits.
    """
    named: dict[UnitKey, int] = {}
    for number, span in enumerate(spans):
        with within("units", number):
            if span.first > span.last:
                raise RangeReversed(first=span.first, last=span.last)
            for unit in span.units:
                if unit in named:
                    raise UnitTwiceInBatch(building_id=unit[0], unit=unit[1])
                named[unit] = number
    must_be_few(len(named), "units")
    return named


def must_be_few(count: int, named: str) -> None:
    """Raises TooManyUnits."""
    if count > AT_MOST:
        raise TooManyUnits(at_most=AT_MOST).at(named)


def must_stand(
    units: Mapping[UnitKey, int],
    community_id: str,
    communities: Mapping[str, str],
    known: Collection[UnitKey],
) -> None:
    """In the grouping's community; `communities` are those of the buildings.

    Raises BuildingUnknown, BuildingElsewhere or UnitUnknown.
    """
    for (building_id, unit), number in units.items():
        with within("units", number):
            if building_id not in communities:
                raise BuildingUnknown(building_id=building_id)
            if communities[building_id] != community_id:
                raise BuildingElsewhere(building_id=building_id, area_id=community_id)
            if (building_id, unit) not in known:
                raise UnitUnknown(building_id=building_id, unit=unit)
