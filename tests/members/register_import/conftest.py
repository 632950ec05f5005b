"""Whatever an import does, and whatever takes it back: who lives where stays counted."""

from collections.abc import Iterator

import pytest

from services.chassis.storage.database import Database
from tests.members.house import House
from tests.members.tallies.counting import differences


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    house = House(database).with_ground()
    yield house
    assert differences(house) == 0
