"""A row that a mirror cannot hold: set aside alone, tried as often as any event, dead at last.

Answers defect 6: its neighbours neither wait for it nor are lost.
"""

import pytest

from services.chassis.ids import new_id
from tests.chassis.bus.toy_house import ToyHouse, eventually, sqlite_settings

CHANGED = "linli.toys.ToysChanged.v1"
SET_ASIDE = "SELECT event_id, state, error, failures FROM inbox WHERE state <> 'done'"


@pytest.fixture
def house(tmp_path):
    house = ToyHouse(sqlite_settings(tmp_path, f"embedded://{new_id()}"))
    house.start()
    yield house
    house.stop()


def a_row(id, **changes):
    return {"id": id, "name": "bear", "version": 1, "removed": False} | changes


def test_a_row_of_many_is_dead_after_its_last_try_under_one_name(house):
    event = house.publish(CHANGED, {"rows": [a_row("good"), a_row("bad", name=None)]})

    wanted = [(f"{event}#bad.1", "dead", "name empty", 3)]
    assert eventually(lambda: house.rows(SET_ASIDE) == wanted, 15)
    assert house.rows("SELECT id FROM shelf") == [("good",)]
    assert house.rows("SELECT count(*) FROM inbox") == [(2,)]


def test_a_row_that_comes_alone_is_dead_as_its_event(house):
    event = house.publish(CHANGED, {"rows": [a_row("bad", version="one")]})
    assert eventually(lambda: house.rows(SET_ASIDE) == [(event, "dead", "version wrong type", 3)], 15)
