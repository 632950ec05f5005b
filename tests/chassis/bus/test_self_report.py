"""A service says how it fares: from its last look at itself, with or without its database.

Answers no defect: it shows how a service is.
"""

import pytest

from services.chassis.bus.housekeeping import Housekeeper
from services.chassis.ids import new_id
from tests.chassis.bus.toy_house import ToyHouse, eventually, postgresql_settings, sqlite_settings
from tests.chassis.bus.toys.service import ToysService


@pytest.fixture(params=["embedded", "production"])
def house(request, tmp_path):
    """At a broker where nobody else has left letters."""
    if request.param == "embedded":
        settings = sqlite_settings(tmp_path, f"embedded://{new_id()}")
    else:
        broker = request.getfixturevalue("rabbitmq").fresh_vhost()
        settings = postgresql_settings(tmp_path, broker, request.getfixturevalue("postgresql"))
    house = ToyHouse(settings)
    house.start()
    yield house
    house.stop()


@pytest.fixture
def look(house):
    """Looks now; what was seen as it is answered."""
    part = house.parts[0]
    keeper = Housekeeper(part.foundation)

    def look():
        keeper.look()
        reply = house.ask("get_status", {}, token=house.token_of_operator())
        assert reply.answer is not None, reply
        return reply.answer

    return look


def test_a_service_that_is_well_says_so(house, look):
    told = look()
    assert (told["service"], told["instances"], told["is_ready"], told["troubles"]) == ("toys", 1, True, [])
    assert {queue["name"]: queue["consumers"] for queue in told["queues"]} == {
        "rpc.toys": 1,
        "events.toys.count_windings": 1,
        "events.toys.shelf": 1,
        "linli.dead-letters": 0,
    }
    assert all(pool["size"] >= 1 and pool["waiting"] == 0 for pool in told["pools"])


def test_two_instances_are_counted(house, look):
    house.start()
    assert look()["instances"] == 2


def test_a_dead_event_is_a_trouble(house, look):
    ToysService.trouble["bad"] = ValueError()
    house.publish("linli.toys.ToyMade.v1", {"id": "bad"})
    assert eventually(lambda: look()["dead"]["count"] == 1)
    assert look()["troubles"] == ["events_dead"]


def test_without_its_database_it_answers_with_what_it_knew(house, look, monkeypatch):
    from services.chassis.errors import DatabaseUnavailable

    before = look()

    def away():
        raise DatabaseUnavailable()

    monkeypatch.setattr(house.parts[0].foundation.database, "look", away)
    told = look()
    assert (told["has_database"], told["troubles"]) == (False, ["database_away"])
    assert told["outbox"] == before["outbox"]


def test_who_may_not_look_is_refused(house):
    reply = house.ask("get_status", {})
    assert reply.refused is not None
    assert reply.refused["values"] == {"permission": "operator.read"}
