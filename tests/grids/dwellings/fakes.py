"""The dwellings' ports in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.chassis.errors import IdTaken
from services.grids.dwellings.domain.building import Building, Dwelling
from services.grids.dwellings.domain.errors import AreaUnknown, BuildingUnknown, NotACommunity
from services.grids.dwellings.domain.giving import Unit, UnitKey
from tests.grids.kept import Fake, paged, refuse_stale


class FakePlaces(Fake):
    def places(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        areas = self.world.kept.areas
        seen = [areas[each] for each in area_ids if self.world.sees(each)]
        return {area.id: (area.kind, area.community_id) for area in seen}


class FakeBuildings(Fake):
    def entered_before(self, wanted: Mapping[Building, Collection[str]]) -> Mapping[str, Building]:
        known = {each.id: self.world.kept.buildings.get(each.id) for each in wanted}
        found = {id: building for id, building in known.items() if building}
        homes = self.world.kept.dwellings.values()
        for new, ids in wanted.items():
            if (building := found.get(new.id)) and (
                building != replace(new, version=building.version)
                or {each.id for each in homes if each.building_id == new.id} != set(ids)
            ):
                raise IdTaken(id=new.id)
        return found

    def named(
        self, community_id: str, estate: str, names: Collection[str], but: str | None = None
    ) -> Mapping[str, str]:
        return {
            each.name: each.id
            for each in self.world.kept.buildings.values()
            if (each.community_id, each.estate) == (community_id, estate)
            and each.name in names
            and each.id != but
        }

    def get(self, building_id: str, seen_version: int) -> Building:
        found = self.find([building_id]).get(building_id)
        if found is None:
            raise BuildingUnknown(building_id=building_id)
        refuse_stale(seen_version, found.version)
        return found

    def save(self, building: Building) -> None:
        self.world.kept.buildings[building.id] = building

    def find(self, building_ids: Collection[str]) -> Mapping[str, Building]:
        known = self.world.kept.buildings
        found = [known[each] for each in building_ids if each in known]
        return {each.id: each for each in found if self.world.sees(each.community_id)}

    def next_versions(self, building_ids: Sequence[str]) -> Mapping[str, int]:
        known = self.world.kept.buildings
        for each in building_ids:
            known[each] = replace(known[each], version=known[each].version + 1)
        return {each: known[each].version for each in building_ids}

    def add(self, buildings: Sequence[Building], dwellings: Sequence[Dwelling]) -> None:
        self.world.kept.buildings |= {each.id: each for each in buildings}
        self.world.kept.dwellings |= {each.id: each for each in dwellings}


class FakeUnits(Fake):
    def of(self, building_ids: Collection[str]) -> Mapping[UnitKey, Unit]:
        kept = [each for each in self.world.kept.dwellings.values() if each.building_id in building_ids]
        sizes = Counter((each.building_id, each.unit) for each in kept)
        held = {(each.building_id, each.unit): each.area_id for each in kept}
        return {unit: Unit(size, held[unit]) for unit, size in sizes.items()}

    def give(self, units: Mapping[UnitKey, str], on: date, change: int) -> None:
        kept = self.world.kept.dwellings
        for each in list(kept.values()):
            if area_id := units.get((each.building_id, each.unit)):
                kept[each.id] = replace(each, area_id=area_id)


class FakeCoverage(Fake):
    def change(self, community_id: str, dwellings: int, uncovered: int) -> None:
        """The view counts what is there."""


class FakeDwellingViews(Fake):
    def building(self, building_id: str) -> Any:
        building = self.world.kept.buildings.get(building_id)
        if building is None or not self.world.sees(building.community_id):
            raise BuildingUnknown(building_id=building_id)
        return vars(building)

    def buildings(self, community_id: str, after: Any, limit: int) -> Any:
        if not self.world.sees(community_id):
            raise AreaUnknown(area_id=community_id)
        return paged([vars(each) for each in self._of(community_id)], "name", after, limit)

    def dwellings(self, building_id: str, after: Any, limit: int) -> Any:
        building = self.world.kept.buildings.get(building_id)
        if building is None or not self.world.sees(building.community_id):
            raise BuildingUnknown(building_id=building_id)
        kept = self.world.kept.dwellings.values()
        its = [self._in_courtyard(vars(each)) for each in kept if each.building_id == building_id]
        return paged(its, "room", after, limit)

    def feed(self, community_id: str, after: Any, limit: int) -> Any:
        return paged(self._addressed(community_id), "id", after, limit)

    def coverage(self, community_id: str, after: Any, limit: int) -> Any:
        if not self.world.sees(community_id):
            raise AreaUnknown(area_id=community_id)
        area = self.world.kept.areas[community_id]
        if area.community_id != community_id:
            raise NotACommunity(area_id=community_id, area_kind=area.kind)
        rows = self._addressed(community_id)
        uncovered = [self._in_courtyard(row) for row in rows if row["area_id"] is None]
        totals = {"dwellings": len(rows), "uncovered": len(uncovered), "doubly_covered": 0}
        return paged(uncovered, "id", after, limit) | totals

    def _in_courtyard(self, row: dict[str, Any]) -> dict[str, Any]:
        kept = self.world.kept
        grouping = kept.groupings.get(kept.grouped.get(("courtyard", row["building_id"], row["unit"]), ""))
        return row | {"courtyard": grouping and grouping.name}

    def _addressed(self, community_id: str) -> list[dict[str, Any]]:
        address = {each.id: {"estate": each.estate, "building": each.name} for each in self._of(community_id)}
        return [
            vars(each) | address[each.building_id]
            for each in self.world.kept.dwellings.values()
            if each.building_id in address
        ]

    def _of(self, community_id: str) -> list[Building]:
        return [each for each in self.world.kept.buildings.values() if each.community_id == community_id]
