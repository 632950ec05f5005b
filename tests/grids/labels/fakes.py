"""The labels' ports in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from services.chassis.errors import PermissionMissing
from services.grids.labels.domain.city_apps import CityApps
from services.grids.labels.domain.errors import AreaUnknown, LabelUnknown
from services.grids.labels.domain.label import Label, Target, TargetKind
from tests.grids.kept import Fake, paged, refuse_stale


class FakeLabels(Fake):
    def live(self, targets: Collection[Target]) -> Mapping[Target, Label]:
        kept = self.world.kept.labels.values()
        return {each.target: each for each in kept if each.revoked_at is None and each.target in targets}

    def add(self, labels: Sequence[Label]) -> None:
        taken = self.live([label.target for label in labels])
        self.world.kept.labels |= {label.token: label for label in labels if label.target not in taken}

    def find(self, token: str) -> Label:
        if token not in self.world.kept.labels:
            raise LabelUnknown
        return self.world.kept.labels[token]

    def refuse_stale(self, label: Label, seen_version: int) -> None:
        refuse_stale(seen_version, label.version)

    def save(self, label: Label) -> None:
        self.world.kept.labels[label.token] = label


class FakeCityApps(Fake):
    def get(self, seen_version: int | None = None) -> CityApps:
        held = self.world.kept.city_apps[-1] if self.world.kept.city_apps else CityApps()
        if seen_version is not None:
            refuse_stale(seen_version, held.version)
        return held

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="labels.make")

    def add(self, after: CityApps) -> None:
        self.get(after.version - 1)
        self.world.kept.city_apps.append(after)


class FakeLabelGround(Fake):
    def seen(self, targets: Collection[Target]) -> set[Target]:
        return {target for target in targets if self._sees(target)}

    def grids_of(self, target: Target) -> Sequence[str]:
        if target.kind is TargetKind.AREA:
            return [target.target_id]
        held = {each.area_id for each in self._dwellings(target) if each.area_id is not None}
        return sorted(held) or [self.world.kept.buildings[target.target_id].community_id]

    def ended(self, area_ids: Collection[str]) -> Mapping[str, Any]:
        known = self.world.kept.areas
        return {each: known[each].valid_to for each in area_ids if each in known and not known[each].active}

    def _sees(self, target: Target) -> bool:
        if target.kind is TargetKind.AREA:
            return self.world.sees(target.target_id)
        building = self.world.kept.buildings.get(target.target_id)
        if building is None or not self._dwellings(target):
            return False
        held = [each.area_id for each in self._dwellings(target) if each.area_id is not None]
        return any(self.world.sees(each) for each in [building.community_id, *held])

    def _dwellings(self, target: Target) -> list[Any]:
        return [
            each
            for each in self.world.kept.dwellings.values()
            if each.building_id == target.target_id and target.unit in (0, each.unit)
        ]


class FakeLabelViews(Fake):
    def below(self, area_id: str, after: Any, limit: int) -> Any:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        kept = [each for each in self.world.kept.labels.values() if each.revoked_at is None]
        rows = [
            {**vars(each.target), "token": each.token, "name": "name", "estate": None, "version": 1}
            for each in kept
        ]
        return paged(rows, "token", after, limit)

    def grids(self, area_ids: Sequence[str], on: date) -> list[dict[str, Any]]:
        return [{"name": self.world.kept.areas[each].name, "duty_phone": ""} for each in area_ids]

    def address(self, target: Target) -> dict[str, Any]:
        building = self.world.kept.buildings.get(target.target_id)
        return {"estate": building and building.estate, "building": building and building.name}
