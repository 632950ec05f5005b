"""What is set aside: it ends as dead whatever it is, its service goes on, a decision is made once (T6).

Answers defects 6 and 12.
"""

import pytest

from services.chassis.ids import new_id
from services.chassis.storage import inbox
from services.chassis.storage.sql import Sql
from tests.chassis.bus.toy_house import ToyHouse, eventually, postgresql_settings, sqlite_settings
from tests.chassis.bus.toys.service import ToysService

SET_ASIDE = "SELECT event_id, state, failures, error FROM inbox WHERE state <> 'done'"


@pytest.fixture(params=["embedded", "production"])
def house(request, tmp_path):
    if request.param == "embedded":
        settings = sqlite_settings(tmp_path, f"embedded://{new_id()}")
    else:
        broker = request.getfixturevalue("rabbitmq").uri
        settings = postgresql_settings(tmp_path, broker, request.getfixturevalue("postgresql"))
    house = ToyHouse(settings)
    house.start()
    yield house
    house.stop()


def dead_toy(house, id: str) -> dict[str, str]:
    ToysService.trouble[id] = ValueError()
    event_id = house.publish("linli.toys.ToyMade.v1", {"id": id})
    assert eventually(lambda: house.rows(SET_ASIDE) == [(event_id, "dead", 3, "ValueError")])
    ToysService.trouble.clear()
    return {"handler": "count_windings", "event_id": event_id}


def test_a_row_that_never_fits_is_dead_after_its_last_try(house):
    bad = {"id": "bad", "name": None, "version": 1, "removed": False}
    event = house.publish("linli.toys.ToysChanged.v1", {"rows": [bad | {"id": "t", "name": "bear"}, bad]})

    assert eventually(lambda: house.rows(SET_ASIDE) == [(f"{event}#bad.1", "parked", 1, "name empty")])
    with house.parts[0].foundation.database.work() as work:
        work.run(Sql("UPDATE inbox SET due_at = at WHERE state = 'parked'"))
    assert eventually(lambda: house.rows(SET_ASIDE) == [(f"{event}#bad.1", "dead", 3, "name empty")])


def test_a_repeated_decision_gets_the_first_answer_and_is_made_and_audited_once(house):
    body, token = dead_toy(house, "bad"), house.token_of_operator()
    answers = [house.ask("replay_event", body, token=token, key="again").answer]
    assert eventually(lambda: house.rows(SET_ASIDE) == [])
    answers += [house.ask("replay_event", body, token=token, key="again").answer]

    assert answers == [body] * 2
    audited = "SELECT ids FROM audit WHERE action = 'replay_event'"
    assert house.rows(audited) == [(f'["{body["event_id"]}"]',)]


def test_a_service_outlives_an_event_that_could_not_even_be_set_aside(house, monkeypatch):
    """Answers defect 12: Nameko ends the whole service for an exception of an entrypoint's own."""
    monkeypatch.setattr(inbox, "park", _fail_once(inbox.park))
    ToysService.trouble["bad"] = ValueError()
    house.publish("linli.toys.ToyMade.v1", {"id": "bad"})
    assert eventually(lambda: "bad" in ToysService.heard)
    ToysService.trouble.clear()

    assert house.make_toy("bear")
    assert eventually(lambda: ("bad", 1) in house.rows("SELECT id, times FROM windings"))


def _fail_once(park):
    calls = []

    def failing(*args, **words):
        calls.append(args)
        if len(calls) == 1:
            raise RuntimeError
        return park(*args, **words)

    return failing
