"""The groupings' ports, and the borders, in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from services.chassis.errors import IdTaken
from services.grids.groupings.domain.errors import AreaUnknown, GroupingUnknown
from services.grids.groupings.domain.grouped import row_id
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.domain.kind import USUAL, GroupingKind
from services.grids.groupings.domain.units import Regrouped, UnitKey
from tests.grids.kept import Fake, paged, refuse_stale


class FakeHouses(Fake):
    def communities(self, building_ids: Collection[str]) -> Mapping[str, str]:
        known = self.world.kept.buildings
        found = [known[each] for each in building_ids if each in known]
        return {each.id: each.community_id for each in found if self.world.sees(each.community_id)}

    def units(self, building_ids: Collection[str]) -> Collection[UnitKey]:
        kept = self.world.kept.dwellings.values()
        return {(each.building_id, each.unit) for each in kept if each.building_id in building_ids}

    def addresses(self, units: Collection[UnitKey]) -> Mapping[UnitKey, Mapping[str, Any]]:
        return {unit: self._address(unit) for unit in units}

    def _address(self, unit: UnitKey) -> dict[str, Any]:
        building = self.world.kept.buildings[unit[0]]
        kept = self.world.kept.dwellings.values()
        its = [each for each in kept if (each.building_id, each.unit) == unit]
        place = {"estate": building.estate, "building": building.name}
        return place | {"dwellings": len(its), "area_id": its[0].area_id}


class FakeBorders(Fake):
    def split_by(self, building_ids: Collection[str]) -> tuple[str, str] | None:
        units = self.world.kept.grouped.items()
        return self.split_of([grouping for key, grouping in units if key[1] in building_ids])

    def split_of(self, grouping_ids: Collection[str]) -> tuple[str, str] | None:
        known = self.world.kept.groupings
        for each in sorted(set(grouping_ids)):
            if known[each].whole and len(self._bases(each)) > 1:
                return each, known[each].name
        return None

    def split_under(self, area_ids: Collection[str]) -> tuple[str, str] | None:
        return None

    def split_below(self, area_id: str) -> tuple[str, str] | None:
        return self.split_of(self.world.kept.groupings.keys())

    def split_if(self, given: Any) -> tuple[str, str] | None:
        return self._split(given, {})

    def split_after(self, succession: Any) -> tuple[str, str] | None:
        goes = {move.area_id: move.parent_id for _, move in succession.moves}
        goes |= {area.id: area.parent_id for area in succession.founded}
        kinds = {area.id: area.kind for area in succession.founded}
        return self._split(succession.units, goes, kinds)

    def _split(self, given: Any, goes: Any, kinds: Any = None) -> tuple[str, str] | None:
        """Where units go to other areas, and areas under other parents."""
        kept = self.world.kept
        for grouping_id, grouping in sorted(kept.groupings.items()):
            units = {key[1:] for key, each in kept.grouped.items() if each == grouping_id}
            held: Any = {(each.building_id, each.unit): each.area_id for each in kept.dwellings.values()}
            lies_in = {**held, **given}
            there = {lies_in[unit] for unit in units if lies_in.get(unit)}
            if grouping.whole and len({self._base_of(each, goes, kinds or {}) for each in there}) > 1:
                return grouping_id, grouping.name
        return None

    def crossed_below(self, area_id: str, community_id: str) -> str | None:
        kept, root = self.world.kept, self.world.kept.areas[area_id]
        for each in kept.dwellings.values():
            is_below = each.area_id and kept.areas[each.area_id].path.startswith(root.path)
            if is_below and kept.buildings[each.building_id].community_id != community_id:
                return each.building_id
        return None

    def _bases(self, grouping_id: str) -> set[str]:
        kept = self.world.kept
        units = {key[1:] for key, grouping in kept.grouped.items() if grouping == grouping_id}
        return {
            self._base_of(each.area_id)
            for each in kept.dwellings.values()
            if each.area_id and (each.building_id, each.unit) in units
        }

    def _base_of(self, area_id: str, goes: Any = None, kinds: Any = None) -> str:
        above: str | None = area_id
        goes, kinds, areas = goes or {}, kinds or {}, self.world.kept.areas
        while above is not None:
            if (kinds.get(above) or areas[above].kind) == "base":
                return above
            above = goes[above] if above in goes else areas[above].parent_id
        return area_id


class FakeGroupingKinds(Fake):
    def all(self) -> Sequence[GroupingKind]:
        return sorted([*USUAL, *self.world.kept.grouping_kinds], key=lambda each: each.kind)

    def add(self, kind: GroupingKind) -> None:
        self.world.kept.grouping_kinds.append(kind)


class FakeGroupings(Fake):
    def must_be_new(self, grouping_ids: Collection[str]) -> None:
        for taken in sorted(self.world.kept.groupings.keys() & set(grouping_ids)):
            raise IdTaken(id=taken)

    def named(self, community_id: str, names: Collection[str]) -> Mapping[tuple[str, str], str]:
        return {
            (each.kind, each.name): each.id
            for each in self.world.kept.groupings.values()
            if each.community_id == community_id and each.name in names and each.closed_on is None
        }

    def get(self, grouping_id: str, seen_version: int) -> Grouping:
        grouping = self.world.kept.groupings.get(grouping_id)
        if grouping is None or not self.world.sees(grouping.community_id):
            raise GroupingUnknown(grouping_id=grouping_id)
        refuse_stale(seen_version, grouping.version)
        return grouping

    def add(self, groupings: Sequence[Grouping]) -> None:
        self.world.kept.groupings |= {each.id: each for each in groupings}

    def save(self, grouping: Grouping) -> None:
        self.world.kept.groupings[grouping.id] = grouping


class FakeGroupedUnits(Fake):
    def holders(self, kind: str, units: Collection[UnitKey]) -> Mapping[UnitKey, str]:
        held = self.world.kept.grouped
        return {unit: held[kind, *unit] for unit in units if (kind, *unit) in held}

    def set(self, grouping: Grouping, units: Sequence[UnitKey]) -> Regrouped:
        held = self.world.kept.grouped
        its = {key[1:] for key, each in held.items() if each == grouping.id}
        left = {key: each for key, each in held.items() if each != grouping.id}
        self.world.kept.grouped = left | {(grouping.kind, *unit): grouping.id for unit in units}
        return Regrouped(sorted(set(units) - its), sorted(its - set(units)))


class FakeGroupedDwellings(Fake):
    def of(self, units: Collection[UnitKey]) -> Mapping[UnitKey, Sequence[str]]:
        kept = self.world.kept.dwellings.values()
        return {unit: [each.id for each in kept if (each.building_id, each.unit) == unit] for unit in units}

    def feed(self, after: Any, limit: int) -> Any:
        of_units = self.of([key[1:] for key in self.world.kept.grouped])
        rows = [
            {"id": row_id(grouping_id, each), "grouping_id": grouping_id, "dwelling_id": each}
            for key, grouping_id in self.world.kept.grouped.items()
            for each in of_units[key[1:]]
        ]
        return paged([{**row, "version": 1, "removed": False} for row in rows], "id", after, limit)


class FakeHoldings(Fake):
    def of(self, grouping_id: str) -> Mapping[str, Holding]:
        held = self.world.kept.holdings
        return {each.id: each for its, each in held.values() if its == grouping_id}

    def must_be_new(self, grouping_id: str, holding_ids: Collection[str]) -> None:
        for each in holding_ids:
            if each in self.world.kept.holdings:
                raise IdTaken(id=each)

    def keep(self, grouping_id: str, holdings: Sequence[Holding]) -> None:
        self.world.kept.holdings |= {each.id: (grouping_id, each) for each in holdings}


class FakeGroupingViews(Fake):
    def kinds(self, after: Any, limit: int) -> Any:
        return paged([vars(each) for each in FakeGroupingKinds(self.world).all()], "kind", after, limit)

    def one(self, grouping_id: str) -> Mapping[str, Any]:
        grouping = self.world.kept.groupings.get(grouping_id)
        if grouping is None or not self.world.sees(grouping.community_id):
            raise GroupingUnknown(grouping_id=grouping_id)
        all_ever = FakeHoldings(self.world).of(grouping_id).values()
        held = [each for each in all_ever if each.lasts_beyond(each.valid_from)]
        return vars(grouping) | {"holders": [vars(each) for each in held]}

    def of_community(self, community_id: str, kind: str | None, after: Any, limit: int) -> Any:
        if not self.world.sees(community_id):
            raise AreaUnknown(area_id=community_id)
        its = [each for each in self.world.kept.groupings.values() if each.community_id == community_id]
        shown = [vars(each) for each in its if kind in (None, each.kind) and each.closed_on is None]
        return paged(shown, "name", after, limit)

    def held_by(self, staff_id: str, on: date, after: Any, limit: int) -> Any:
        held = [
            vars(grouping) | vars(each) | {"grouping_id": grouping.id}
            for grouping in self.world.kept.groupings.values()
            if grouping.closed_on is None and self.world.sees(grouping.community_id)
            for each in FakeHoldings(self.world).of(grouping.id).values()
            if each.staff_id == staff_id and each.lasts_beyond(on) and each.lasts_beyond(each.valid_from)
        ]
        return paged(held, "valid_from", after, limit)

    def units(self, grouping_id: str, after: Any, limit: int) -> Any:
        self.one(grouping_id)
        units = [key[1:] for key, each in self.world.kept.grouped.items() if each == grouping_id]
        return paged([{"building_id": one, "unit": unit} for one, unit in units], "unit", after, limit)
