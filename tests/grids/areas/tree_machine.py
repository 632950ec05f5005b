"""Founds, moves and renames at random: the ground stays a tree and is told without a gap."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from services.chassis.domain import DomainError
from services.grids.areas.domain.events import AreaRow, AreasMoved
from services.grids.areas.domain.paths import last_of
from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.areas.use_cases.move_area import MoveArea, move_area
from services.grids.areas.use_cases.rename_area import RenameArea, rename_area
from services.grids.levels.domain.scheme import USUAL
from tests.grids.builders import NOW, TODAY, an_area, founding, id_of
from tests.grids.world import CALLER

names = st.sampled_from(["甲", "乙", "丙", "丁"])


class TreeMachine(RuleBasedStateMachine):
    """A world has `begin`, `rows()` (every area as it is kept) and `events()`."""

    areas = Bundle("areas")
    world: Any

    def new_world(self) -> Any:
        raise NotImplementedError

    @initialize(target=areas)
    def begin(self):
        self.world = self.new_world()
        self.founded = 0
        return multiple(*(self._found(kind, under) for kind, under in SPINE))

    def _found(self, kind: str, under: str | None, name: str | None = None) -> str:
        self.founded += 1
        key = f"area {self.founded}"
        found_areas(founding(an_area(key, kind, under, name=name or key)), self.world.begin, CALLER, TODAY)
        return key

    @rule(target=areas, kind=st.sampled_from(sorted(USUAL.kinds)), under=areas, name=names)
    def found(self, kind, under, name):
        try:
            return self._found(kind, under, name)
        except DomainError:
            return multiple()

    @rule(area=areas, under=areas)
    def move(self, area, under):
        self._try(
            lambda: move_area(
                MoveArea(id_of(area), id_of(under), self._version(area)), self.world.begin, CALLER, NOW, TODAY
            )
        )

    @rule(area=areas, name=names)
    def rename(self, area, name):
        self._try(
            lambda: rename_area(
                RenameArea(id_of(area), name, self._version(area)), self.world.begin, CALLER, TODAY
            )
        )

    def _try(self, change):
        before = self.world.rows()
        try:
            change()
        except DomainError:
            assert self.world.rows() == before

    def _version(self, area: str) -> Any:
        return self.world.rows()[id_of(area)].version

    @invariant()
    def every_path_is_the_chain_of_its_parents(self):
        rows = self.world.rows()
        for row in rows.values():
            above = rows[row.parent_id].path if row.parent_id else ""
            assert row.path == f"{above}{last_of(row.path)}/"
            assert row.path.count("/") <= len(USUAL.kinds)

    @invariant()
    def every_area_stands_where_its_kind_may(self):
        rows = self.world.rows()
        for row in rows.values():
            above = rows[row.parent_id].kind if row.parent_id else None
            assert USUAL.may_stand(row.kind, above)

    @invariant()
    def nothing_is_called_alike_beside_each_other(self):
        called = [(row.parent_id, row.name) for row in self.world.rows().values()]
        assert len(set(called)) == len(called)

    @invariant()
    def whoever_heard_every_change_knows_the_ground(self):
        told: dict[str, AreaRow] = {}
        moves = 0
        for event in self.world.events():
            if isinstance(event, AreasMoved):
                moves += 1
                told = {key: _moved(row, event) for key, row in told.items()}
            assert event.tree_version == moves
            for row in event.rows:
                assert row.id not in told or told[row.id].version < row.version
                told[row.id] = row
        assert told == self.world.rows()


def _moved(row: AreaRow, move: AreasMoved) -> AreaRow:
    if not row.path.startswith(move.old_path):
        return row
    return replace(row, path=move.new_path + row.path.removeprefix(move.old_path))


SPINE = [
    ("county", None),
    ("township", "area 1"),
    ("community", "area 2"),
    ("community", "area 2"),
    ("general_total", "area 3"),
    ("general_total", "area 4"),
    ("base", "area 5"),
    ("micro", "area 7"),
]
