"""The ground in the course of time, at random: long on SQLite, shorter on PostgreSQL."""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from services.chassis.clock import FixedClock
from tests.grids.areas.change_machine import ChangeMachine
from tests.grids.builders import NOW
from tests.grids.house import House


def test_whatever_changes_the_ground_stays_whole_and_its_days_still_answer(empty: House):
    class Machine(ChangeMachine):
        def new_house(self) -> House:
            return replace(empty.elsewhere(), clock=FixedClock(NOW))

    is_short = empty.database.is_postgresql
    steps = settings(
        max_examples=3 if is_short else 12,
        stateful_step_count=10 if is_short else 25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=steps)
