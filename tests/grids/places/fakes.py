"""The places' ports in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.chassis.errors import IdTaken, PermissionMissing
from services.grids.places.domain.errors import AreaUnknown, PlaceUnknown
from services.grids.places.domain.hours import day_of
from services.grids.places.domain.kinds import KindEdition, PlaceKinds
from services.grids.places.domain.nearness import Position, distance_mm
from services.grids.places.domain.place import Place
from services.grids.places.store.working_days import AnnouncedDays
from services.grids.places.use_cases.ports import Wanted
from tests.grids.kept import Fake, paged, refuse_stale


class FakeServicePlaces(Fake):
    def entered_before(self, places: Sequence[Place]) -> set[str]:
        for place in places:
            before = self._known.get(place.id)
            if before is not None and (before != place or not self.world.sees(before.area_id)):
                raise IdTaken(id=place.id)
        return {place.id for place in places if place.id in self._known}

    def add(self, places: Sequence[Place]) -> None:
        self._known.update({place.id: place for place in places})

    def get(self, place_id: str, seen_version: int | None = None) -> Place:
        place = self._known.get(place_id)
        if place is None or not self.world.sees(place.area_id):
            raise PlaceUnknown(place_id=place_id)
        if seen_version is not None:
            refuse_stale(seen_version, place.version)
        return place

    def save(self, place: Place) -> None:
        self._known[place.id] = place

    @property
    def _known(self) -> dict[str, Place]:
        return self.world.kept.service_places


class FakePlaceKinds(Fake):
    def get(self, seen_version: int | None = None) -> PlaceKinds:
        held = PlaceKinds.of(self.world.kept.place_kinds)
        if seen_version is not None:
            refuse_stale(seen_version, held.version)
        return held

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="places.change")

    def add(self, edition: KindEdition) -> None:
        self.world.kept.place_kinds.append(edition)


class FakePlaceViews(Fake):
    def listed(self, wanted: Wanted, now: datetime, after: Any, limit: int) -> Any:
        return paged([self._shown(each, None, now) for each in self._wanted(wanted)], "name", after, limit)

    def near(
        self, wanted: Wanted, point: Position, within_m: int, now: datetime, after: Any, limit: int
    ) -> Any:
        placed = [(each, each.fittings.position) for each in self._wanted(wanted)]
        far = [(each, distance_mm(point, there)) for each, there in placed if there is not None]
        near = [self._shown(each, mm // 1000, now) for each, mm in far if mm <= within_m * 1000]
        return paged(near, "distance_m", after, limit)

    def _wanted(self, wanted: Wanted) -> list[Place]:
        if wanted.area_id is not None and not self.world.sees(wanted.area_id):
            raise AreaUnknown(area_id=wanted.area_id)
        kept = self.world.kept.service_places.values()
        seen = [each for each in kept if self.world.sees(each.area_id)]
        return [
            each
            for each in seen
            if (each.closed_on is not None) is wanted.closed and wanted.kind in (None, each.kind)
        ]

    def _shown(self, place: Place, distance_m: int | None, now: datetime) -> dict[str, Any]:
        is_open = place.is_used_on(day_of(now)) and place.fittings.hours.are_open(now, AnnouncedDays())
        return {**vars(place.fittings), **vars(place), "open": is_open, "distance_m": distance_m}


class FakePlaceTotals(Fake):
    def totals(self, area_id: str | None, organisation_id: str | None) -> Sequence[Mapping[str, Any]]:
        in_use = [each for each in self.world.kept.service_places.values() if each.closed_on is None]
        figures: dict[str, dict[str, Any]] = {}
        for place in in_use:
            its = figures.setdefault(place.kind, {"places": 0, "area_m2": 0, "capacity": 0})
            its["places"] += 1
            its["area_m2"] += place.fittings.area_m2 or 0
            its["capacity"] += place.fittings.capacity or 0
        return [{"kind": kind, **its} for kind, its in sorted(figures.items())]
