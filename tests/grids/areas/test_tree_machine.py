"""The ground stays a tree: in memory, and shorter on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from services.chassis.domain import Event
from services.grids.areas.domain.events import AreaRow, AreasChanged, AreasMoved
from tests.grids.areas.tree_machine import TreeMachine
from tests.grids.house import House
from tests.grids.world import FakeWorld


class InMemory:
    def __init__(self) -> None:
        self.begin = FakeWorld()

    def rows(self) -> dict[str, AreaRow]:
        return {area.id: area.row() for area in self.begin.kept.areas.values()}

    def events(self) -> list[Event]:
        return self.begin.events


class InDatabase:
    def __init__(self, house: House) -> None:
        self.house = house
        self.begin = house.begin

    def rows(self) -> dict[str, AreaRow]:
        return {row["id"]: AreaRow(**row) for row in self.house.ask("feed_areas", limit=200)["items"]}

    def events(self) -> list[Event]:
        return [_event(told["data"]) for told in self.house.told()]


def _event(told: dict[str, Any]) -> Event:
    rows = tuple(AreaRow(**row) for row in told["rows"])
    return (AreasMoved if "old_path" in told else AreasChanged)(**told | {"rows": rows})


def machine_in(world: Callable[[], InMemory | InDatabase]) -> type[TreeMachine]:
    class Machine(TreeMachine):
        def new_world(self) -> InMemory | InDatabase:
            return world()

    return Machine


def test_the_ground_stays_a_tree_in_memory():
    many = settings(max_examples=40, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(machine_in(InMemory), settings=many)


def test_the_ground_stays_a_tree_in_the_database(empty: House):
    few = settings(
        max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    in_database = machine_in(lambda: InDatabase(empty.elsewhere()))
    run_state_machine_as_test(in_database, settings=few)


def test_the_machine_sees_a_path_that_is_wrong():
    class Crooked(InMemory):
        def rows(self) -> dict[str, AreaRow]:
            bent = super().rows()
            return {key: AreaRow(**vars(row) | {"path": f"x/{row.path}"}) for key, row in bent.items()}

    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine_in(Crooked), settings=settings(max_examples=1))
