"""The levels' ports in memory."""

from collections.abc import Iterable
from datetime import date

from services.chassis.errors import PermissionMissing
from services.grids.cases.domain.state import CaseState
from services.grids.levels.domain.scheme import USUAL, Lasting, LevelScheme
from services.grids.levels.domain.written import WrittenScheme, in_force
from tests.grids.kept import Fake, refuse_stale


class FakeLevelSchemes(Fake):
    def on(self, day: date) -> LevelScheme:
        begun = [each for each in self.world.kept.level_schemes if each.valid_from <= day]
        return begun[-1].scheme if begun else USUAL

    def lasting(self, today: date) -> Lasting:
        return in_force(self.world.kept.level_schemes, today).lasting()

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="levels.change")

    def written(self, seen_version: int | None = None) -> list[WrittenScheme]:
        if seen_version is not None:
            refuse_stale(seen_version, len(self.world.kept.level_schemes))
        return list(self.world.kept.level_schemes)

    def add(self, written: WrittenScheme) -> None:
        self.world.kept.level_schemes.append(written)


class FakeLevelUse(Fake):
    def holds_dwellings(self, kind: str) -> bool:
        return kind in self._kinds(each.area_id for each in self.world.kept.dwellings.values())

    def has_open_cases(self, kind: str) -> bool:
        held = self.world.kept.cases.values()
        return kind in self._kinds(each.area_id for each in held if each.state is not CaseState.CLOSED)

    def _kinds(self, area_ids: Iterable[str | None]) -> set[str]:
        return {self.world.kept.areas[each].kind for each in area_ids if each is not None}
