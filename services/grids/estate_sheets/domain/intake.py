"""What becomes of the rows of a sheet: new buildings, units given, nothing new, or a refusal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.chassis.importing import Refusal, Wrong
from services.grids.estate_sheets.domain.columns import EstateColumn
from services.grids.estate_sheets.domain.faults import EstateFault
from services.grids.estate_sheets.domain.line import Line

Key = tuple[str, str]
"""Estate and building."""
UnitKey = tuple[str, int]


@dataclass(frozen=True)
class Stood:
    """A building that stands: its rooms as `unit-room`, and the grid of each unit."""

    id: str
    version: int
    rooms: frozenset[str]
    areas: Mapping[int, str | None]
    dwellings: Mapping[int, int]
    """Of each unit."""


@dataclass(frozen=True)
class Placed:
    """A row that is taken in; `areas` are the grids that units get by it; a new building has no `before`."""

    line: Line
    building_id: str
    areas: Mapping[int, str]
    before: Stood | None

    @property
    def units(self) -> list[tuple[UnitKey, str]]:
        return [((self.building_id, unit), area) for unit, area in self.areas.items()]


@dataclass
class Intake:
    new: list[Placed] = field(default_factory=list)
    given: list[Placed] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


class Ground(Protocol):
    def new_id(self, key: Key) -> str:
        """The same for the same building of the community."""

    def standing(self, ids: Collection[str]) -> Collection[str]:
        """Those of these ids that buildings bear, wherever in the district they stand."""

    def split(self, asked: Mapping[UnitKey, str]) -> set[UnitKey]:
        """The units of these by which a whole group would come to lie in two base grids."""


def sort_out(
    lines: Sequence[Line], stood: Mapping[Key, Stood], grids: Mapping[str, Sequence[str]], ground: Ground
) -> Intake:
    """`grids` are the ids of those that bear a name and hold dwellings."""
    intake, fit = Intake(), list[Placed]()
    for line in lines:
        wrong = _wrong_with(line, stood.get(line.key), grids)
        if wrong:
            intake.refused.append(Refusal(line.row, tuple(wrong)))
        else:
            fit.append(_placed(line, stood.get(line.key), grids, ground))
    here = _that_stand_here(fit, ground, intake)
    for each in _that_split_none(here, ground, intake):
        if each.before is None:
            intake.new.append(each)
        elif each.areas:
            intake.given.append(each)
        else:
            intake.unchanged += 1
    return intake


def _that_stand_here(placed: Sequence[Placed], ground: Ground, intake: Intake) -> Sequence[Placed]:
    """A building that has come into another community is not entered a second time where it was."""
    taken = ground.standing([each.building_id for each in placed if each.before is None])
    elsewhere = [each for each in placed if each.before is None and each.building_id in taken]
    wrong = Wrong(EstateColumn.BUILDING, EstateFault.STANDS_ELSEWHERE)
    intake.refused += [Refusal(each.line.row, (wrong,)) for each in elsewhere]
    return [each for each in placed if each not in elsewhere]


def _that_split_none(placed: Sequence[Placed], ground: Ground, intake: Intake) -> Sequence[Placed]:
    """A group that comes along as a whole is split again by each row that is refused for another one."""
    while split := ground.split({unit: area for each in placed for unit, area in each.units}):
        refused = [each for each in placed if any(unit in split for unit, _ in each.units)]
        wrong = Wrong(EstateColumn.GRIDS, EstateFault.SPLITS_GROUP)
        intake.refused += [Refusal(each.line.row, (wrong,)) for each in refused]
        placed = [each for each in placed if each not in refused]
    return placed


def _wrong_with(line: Line, stood: Stood | None, grids: Mapping[str, Sequence[str]]) -> list[Wrong]:
    wrong = []
    if stood is not None and stood.rooms != line.rooms:
        wrong.append(Wrong(EstateColumn.BUILDING, EstateFault.OTHER_PLAN))
    counts = {len(grids.get(each.grid, ())) for each in line.given}
    if 0 in counts:
        wrong.append(Wrong(EstateColumn.GRIDS, EstateFault.UNKNOWN_GRID))
    if counts - {0, 1}:
        wrong.append(Wrong(EstateColumn.GRIDS, EstateFault.GRID_NAME_TWICE))
    return wrong


def _placed(line: Line, stood: Stood | None, grids: Mapping[str, Sequence[str]], ground: Ground) -> Placed:
    asked = {unit: grids[grid][0] for unit, grid in line.grid_of().items()}
    if stood is None:
        return Placed(line, ground.new_id(line.key), asked, None)
    changed = {unit: area for unit, area in asked.items() if stood.areas.get(unit, area) != area}
    return Placed(line, stood.id, changed, stood)
