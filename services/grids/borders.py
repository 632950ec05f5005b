"""The borders that are never broken, where rooms meet: what lies in which base grid, and in which group."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from services.grids.areas.domain.succession import Succession
from services.grids.areas.queries.bases import BASE, SqlBases
from services.grids.dwellings.domain.giving import UnitKey
from services.grids.dwellings.store import SqlBuildings, SqlUnits
from services.grids.groupings.store.groupings import SqlWholeGroups

Below = Callable[[ColumnElement[str], str], ColumnElement[bool]]
"""The area whose id a column holds lies in a subtree."""
Groups = Mapping[str, tuple[str, Sequence[UnitKey]]]
"""Names and units by id."""


class Borders:
    def __init__(self, bases: SqlBases, units: SqlUnits, groups: SqlWholeGroups, below: Below) -> None:
        self.bases, self.units, self.groups, self.below = bases, units, groups, below

    def split_by(self, building_ids: Collection[str]) -> tuple[str, str] | None:
        """Id and name of a whole group with units in these buildings that two base grids hold parts of."""
        return self.split_of(self.groups.at(building_ids))

    def split_units(self, asked: Mapping[UnitKey, str]) -> set[UnitKey]:
        """The units of these, were they given so, by which a whole group would lie in two base grids."""
        groups = self.groups.units(self.groups.at({building_id for building_id, _ in asked}))
        units = {unit for _, its in groups.values() for unit in its}
        held = self.units.of({building_id for building_id, _ in units})
        lies_in = {unit: each.area_id for unit, each in held.items() if each.area_id is not None} | dict(
            asked
        )
        bases = self.bases.of({lies_in[unit] for unit in units if unit in lies_in})
        split = [its for _, its in groups.values() if len(_bases_of(its, lies_in, bases)) > 1]
        return {unit for its in split for unit in its if unit in asked}

    def split_of(self, grouping_ids: Collection[str]) -> tuple[str, str] | None:
        """The same of these groups."""
        if not grouping_ids:
            return None
        groups = self.groups.units(grouping_ids)
        lies_in = self._lies_in(groups)
        return _split(groups, lies_in, self.bases.of(set(lies_in.values())))

    def split_if(self, given: Mapping[UnitKey, str]) -> tuple[str, str] | None:
        """The same as `split_by`, were these units given to these areas."""
        groups = self.groups.units(self.groups.at({building_id for building_id, _ in given}))
        lies_in = {**self._lies_in(groups), **given}
        return _split(groups, lies_in, self.bases.of(set(lies_in.values())))

    def split_after(self, succession: Succession) -> tuple[str, str] | None:
        """The same of the groups with units that come elsewhere, once a succession is carried out."""
        buildings = {building_id for building_id, _ in succession.units}
        for root_id in self._within_bases(succession) if succession.moves else ():
            buildings |= self._buildings_below(root_id).keys()
        groups = self.groups.units(self.groups.at(buildings)) if buildings else {}
        if not groups:
            return None
        lies_in = {**self._lies_in(groups), **succession.units}
        return _split(groups, lies_in, self.bases.after(set(lies_in.values()), succession))

    def split_below(self, area_id: str) -> tuple[str, str] | None:
        """The same of the groups with units in a subtree, whose root lies in a base grid."""
        if self.bases.of([area_id])[area_id] == area_id:
            return None  # whole base grids hold whole groups
        return self.split_by(self._buildings_below(area_id))

    def split_under(self, area_ids: Collection[str]) -> tuple[str, str] | None:
        """The same of the groups with units in subtrees that are base grids or lie in one."""
        for area_id in self.bases.within(area_ids):
            if split := self.split_by(self._buildings_below(area_id)):
                return split
        return None

    def crossed_below(self, area_id: str, community_id: str) -> str | None:
        """A building with dwellings in the subtree that stands in another community."""
        there = self._buildings_below(area_id)
        return next((each for each in sorted(there) if there[each] != community_id), None)

    def _within_bases(self, succession: Succession) -> list[str]:
        """What ends, is split or moves, where that is a base grid or lies in one; others hold whole ones."""
        moved = tuple(area.id for area, _ in succession.moves)
        roots = succession.ended_ids or ((succession.split_id,) if succession.split_id else moved)
        is_base = any(area.kind == BASE for area in succession.targets)
        return [root for root, base in self.bases.of(roots).items() if is_base or root != base]

    def _lies_in(self, groups: Groups) -> dict[UnitKey, str]:
        held = self.units.of({unit[0] for _, units in groups.values() for unit in units})
        return {unit: each.area_id for unit, each in held.items() if each.area_id is not None}

    def _buildings_below(self, area_id: str) -> Mapping[str, str]:
        return self.units.buildings_in(lambda column: self.below(column, area_id))


def _split(
    groups: Groups, lies_in: Mapping[UnitKey, str], bases: Mapping[str, str]
) -> tuple[str, str] | None:
    for grouping_id, (name, units) in sorted(groups.items()):
        if len(_bases_of(units, lies_in, bases)) > 1:
            return grouping_id, name
    return None


def _bases_of(units: Iterable[UnitKey], lies_in: Mapping[UnitKey, str], bases: Mapping[str, str]) -> set[str]:
    return {bases[lies_in[unit]] for unit in units if unit in lies_in}


class Houses:
    """What groupings may know of buildings."""

    def __init__(self, buildings: SqlBuildings, units: SqlUnits) -> None:
        self._buildings, self._units = buildings, units

    def communities(self, building_ids: Collection[str]) -> dict[str, str]:
        return {each.id: each.community_id for each in self._buildings.find(building_ids).values()}

    def units(self, building_ids: Collection[str]) -> Collection[UnitKey]:
        return self._units.of(building_ids).keys()

    def addresses(self, units: Collection[UnitKey]) -> dict[UnitKey, dict[str, Any]]:
        names = self._units.names({building_id for building_id, _ in units})
        known = self._units.of(names)
        return {unit: {**names[unit[0]], **vars(known[unit])} for unit in units}
