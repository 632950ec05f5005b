"""A district with somebody at one of its posts."""

import pytest

from tests.grids.builders import a_duty, a_person
from tests.grids.house import House


@pytest.fixture
def staffed(house: House) -> House:
    """Wang holds the post of micro 1; the others are vacant."""
    house.ask("enter_staff", staff=[a_person("wang")])
    house.ask("appoint_staff", appointments=[a_duty("wang", "micro 1")])
    return house
