"""A district with two people on duty, and one where both hold a post."""

import pytest

from tests.grids.builders import a_duty
from tests.grids.house import House
from tests.grids.posts.duties import LI, WANG, WANG_AT_1, appoint


@pytest.fixture
def staffed(house: House) -> House:
    house.ask("enter_staff", staff=[WANG, LI])
    return house


@pytest.fixture
def held(staffed: House) -> House:
    appoint(staffed, WANG_AT_1, a_duty("li", "base 1", role="grid_worker"))
    return staffed
