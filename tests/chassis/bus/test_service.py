"""A service on the bus, from the request to the last handler, on both pairs of broker and database.

Answers defects 1 and 15; the other tests hold a service to what the house promises its callers.
"""

import eventlet
import pytest

from services.chassis.bus import rpc_server
from services.chassis.errors import StaleVersion
from services.chassis.ids import new_id
from tests.chassis.bus.toy_house import ToyHouse, eventually, sqlite_settings
from tests.chassis.bus.toys.service import ToysService


def test_a_write_is_answered_read_back_and_heard_once(house):
    id = house.make_toy("bear")

    assert house.ask("get_toy", {"id": id}).answer == {"id": id, "name": "bear", "version": 1}
    assert eventually(lambda: house.rows("SELECT id, times FROM windings") == [(id, 1)])
    assert eventually(lambda: house.rows("SELECT id, name, version FROM shelf") == [(id, "bear", 1)])


def test_a_repeated_key_gets_the_first_answer_and_has_one_effect(house):
    id = new_id()
    replies = [house.ask("make_toy", {"id": id, "name": "bear"}, key="k") for _ in range(3)]

    assert [reply.answer["id"] for reply in replies] == [id] * 3
    assert house.rows("SELECT count(*) FROM outbox") == [(2,)]


def test_fifty_parallel_duplicates_get_one_answer(house):
    id = new_id()
    body = {"id": id, "name": "bear"}
    replies = eventlet.GreenPool(50).imap(lambda _: house.ask("make_toy", body, key="k"), range(50))

    assert {reply.answer["id"] for reply in replies} == {id}
    assert house.rows("SELECT count(*) FROM toys") == [(1,)]


def test_a_key_with_another_command_is_refused(house):
    house.ask("make_toy", {"id": new_id(), "name": "bear"}, key="k")
    refused = house.ask("make_toy", {"id": new_id(), "name": "duck"}, key="k").refused

    assert (refused["kind"], refused["code"]) == ("invalid", "IdempotencyKeyReused")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": "bear"}, "id", "required"),
        ({"id": "1", "name": "bear"}, "id", "not_an_id"),
        ({"id": new_id(), "name": 7}, "name", "wrong_type"),
        ({"id": new_id(), "name": "bear", "colour": "red"}, "colour", "unknown"),
    ],
)
def test_a_field_that_does_not_fit_is_named_in_the_caller_s_language(house, body, field, code):
    refused = house.ask("make_toy", body, language="en").refused

    assert refused["code"] == "FieldsInvalid"
    assert [one["field"] for one in refused["fields"]] == [field]
    assert refused["fields"][0]["detail"].isascii()


def test_a_caller_without_the_permission_is_refused(house):
    refused = house.ask("make_toy", {"id": new_id(), "name": "x"}, token=house.token("resident")).refused
    assert (refused["kind"], refused["code"]) == ("forbidden", "PermissionMissing")


def test_a_token_that_does_not_count_is_refused_by_the_service_itself(house):
    refused = house.ask("get_toy", {"id": new_id()}, token="a.b.c").refused
    assert (refused["kind"], refused["code"]) == ("unauthenticated", "TokenRefused")


def test_whose_token_ran_out_is_written_down_with_what_was_asked(house):
    asked = house.ask("get_toy", {"id": new_id()}, token=house.token_that_ran_out())
    assert asked.refused["values"] == {"reason": "expired"}
    denied = "SELECT principal, action, permission, reason, request_id FROM audit WHERE kind = 'denied'"
    row = ("person:p-1", "get_toy", "areas.read", "token expired", "r-1")
    assert eventually(lambda: house.rows(denied) == [row])


def test_another_district_sees_nothing(house):
    id = house.make_toy()
    refused = house.ask("get_toy", {"id": id}, token=house.token(district="d2")).refused
    assert refused["code"] == "ToyUnknown"


def test_a_refusal_that_the_contract_does_not_name_is_a_defect_and_keeps_nothing(house):
    """Answers defect 15: the caller is told the request's id and nothing else."""
    reply = house.ask("break_spring", {"id": new_id()})
    assert (reply.answer, reply.refused, reply.broken) == (None, None, "r-1")
    assert house.rows("SELECT count(*) FROM outbox") == [(0,)]


def test_a_refusal_that_cannot_be_told_is_a_defect_and_is_answered(house, monkeypatch):
    """Without a reply it would be redelivered and refused again for as long as somebody waits."""

    def untellable(*_: object):
        raise TypeError("does not cross the wire")

    monkeypatch.setattr(rpc_server, "refusal_of", untellable)
    assert house.ask("get_toy", {"id": new_id()}).broken == "r-1"


def test_a_call_to_another_service_inside_a_transaction_is_refused(house):
    assert house.ask("call_inside", {"id": house.make_toy()}).broken == "r-1"


def test_a_request_past_its_deadline_is_not_started(house):
    """Answers defect 1: nobody waits for it any more."""
    with pytest.raises(Exception, match="DeadlinePassed"):
        house.ask("make_toy", {"id": new_id(), "name": "late"}, deadline=-1)
    eventlet.sleep(0.2)
    assert house.rows("SELECT count(*) FROM toys") == [(0,)]


def test_reading_somebody_is_written_down(house):
    id = house.make_toy()
    house.ask("get_toy", {"id": id})
    wanted = [("read", "person:p-1", "get_toy", f'["{id}"]')]
    query = "SELECT kind, principal, action, ids FROM audit WHERE kind = 'read'"
    assert eventually(lambda: house.rows(query) == wanted)


def test_what_a_stale_refusal_shows_is_written_down_too(tmp_path, monkeypatch):
    def refuse(self, command, caller):
        with self.begin(caller):
            raise StaleVersion(sent_version=1, current_version=2, current={"id": command.id, "name": "bear"})

    refuse.linli = ToysService.break_spring.linli  # type: ignore[attr-defined]
    monkeypatch.setattr(ToysService, "break_spring", refuse)
    house = ToyHouse(sqlite_settings(tmp_path, f"embedded://{new_id()}"))
    house.start()
    id = new_id()

    assert (house.ask("break_spring", {"id": id}).refused or {})["code"] == "StaleVersion"
    query = "SELECT kind, action, ids FROM audit"
    assert eventually(lambda: house.rows(query) == [("read", "break_spring", f'["{id}"]')])
    house.stop()
