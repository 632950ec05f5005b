"""The levels' ports in memory."""

from datetime import date

from services.grids.levels.domain.scheme import USUAL, LevelScheme
from tests.grids.kept import Fake


class FakeLevelSchemes(Fake):
    def on(self, day: date) -> LevelScheme:
        return USUAL
