"""The levels' ports in memory."""

from datetime import date

from services.chassis.errors import PermissionMissing
from services.grids.levels.domain.scheme import USUAL, LevelScheme
from services.grids.levels.domain.written import WrittenScheme
from tests.grids.kept import Fake, refuse_stale


class FakeLevelSchemes(Fake):
    def on(self, day: date) -> LevelScheme:
        begun = [each for each in self.world.kept.level_schemes if each.valid_from <= day]
        return begun[-1].scheme if begun else USUAL

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="levels.change")

    def written(self, seen_version: int | None = None) -> list[WrittenScheme]:
        if seen_version is not None:
            refuse_stale(seen_version, len(self.world.kept.level_schemes))
        return list(self.world.kept.level_schemes)

    def add(self, written: WrittenScheme) -> None:
        self.world.kept.level_schemes.append(written)
