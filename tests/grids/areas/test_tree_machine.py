"""The ground stays a tree, in memory."""

from hypothesis import settings

from services.chassis.domain import Event
from services.grids.areas.domain.events import AreaRow
from tests.grids.areas.tree_machine import TreeMachine
from tests.grids.world import FakeWorld


class InMemory:
    def __init__(self) -> None:
        self.begin = FakeWorld()

    def rows(self) -> dict[str, AreaRow]:
        return {area.id: area.row() for area in self.begin.kept.areas.values()}

    def events(self) -> list[Event]:
        return self.begin.events


class MemoryMachine(TreeMachine):
    def new_world(self) -> InMemory:
        return InMemory()


TestTreeInMemory = MemoryMachine.TestCase
TestTreeInMemory.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
