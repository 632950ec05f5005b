"""A service seals its audit by itself, and auditors of the whole district, and nobody else, search it.

Answers no defect.
"""

from typing import Any

import eventlet
import pytest

from services.chassis.bus.sealing import AuditSealer
from services.chassis.caller import Caller, Grant
from services.chassis.ids import new_id
from services.chassis.storage.audit import row_of, written
from services.chassis.storage.leases import Lease
from services.chassis.storage.sealing import seal_block
from services.chassis.storage.verifying import Walk, verify
from tests.chassis.bus.toy_house import ToyHouse, eventually

UNSEALED = "SELECT count(*) FROM audit WHERE block IS NULL"
NUMBERS = "SELECT number FROM audit_blocks ORDER BY number"
WRITER = Caller("d1", "person-1", "person", request_id="another")
READ: dict[str, Any] = {"kind": "read", "action": "get_toy", "permission": "areas.read"}


def auditor(house: ToyHouse, *grants: Grant) -> str:
    return house.token_of("auditor-1", list(grants or [Grant("audit_administrator")]))


def whole(house: ToyHouse) -> Walk:
    """The district's audit, without a finding."""
    walk = Walk()
    with house.parts[0].foundation.database.look("d1") as rows:
        assert list(verify(rows, walk, {})) == []
    return walk


def search(house: ToyHouse, **asked: object):
    return house.ask("search_audit", asked, token=auditor(house), key="-")


def found(house: ToyHouse, **asked: object) -> list[dict]:
    answer = search(house, **asked).answer
    assert answer is not None
    return list(answer["items"])


def test_what_is_written_and_read_is_sealed_soon(house):
    house.ask("get_toy", {"id": house.make_toy()})
    assert eventually(lambda: house.rows("SELECT count(*) FROM audit WHERE kind = 'read'") == [(1,)])

    assert eventually(lambda: house.rows(UNSEALED) == [(0,)])
    assert whole(house).rows >= 2


def test_what_comes_while_a_round_seals_is_left_to_the_next(house, monkeypatch):
    """To run after it would make a block of every few rows, as long as anybody writes."""
    house.parts[0].sealer.stop()
    sealer = AuditSealer(house.parts[0].foundation)
    house.make_toy()
    blocks = len(house.rows(NUMBERS))
    beside = iter(range(3))

    def sealed_while_another_writes(rows, now):
        sealed = seal_block(rows, now)
        if next(beside, None) is not None:
            rows.run_all([written(row_of(WRITER, ids=["toy-2"], now=now, **READ))])
        return sealed

    monkeypatch.setattr("services.chassis.bus.sealing.seal_block", sealed_while_another_writes)

    for rounds in (1, 2):
        assert sealer.seal() > 0
        assert len(house.rows(NUMBERS)) == blocks + rounds
        assert house.rows(UNSEALED) != [(0,)]


def test_two_instances_make_one_chain(house):
    house.start()
    for _ in range(3):
        house.make_toy()
        eventlet.sleep(1.1)
    assert eventually(lambda: house.rows(UNSEALED) == [(0,)])

    numbers = [number for (number,) in house.rows(NUMBERS)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert whole(house).waiting == 0


def test_while_another_has_the_lease_nothing_is_sealed(house):
    sealer = house.parts[0].sealer
    assert eventually(lambda: house.rows("SELECT fence FROM leases WHERE name = 'audit:sealing'") != [])
    sealer.stop()
    with sealer._foundation.database.work() as rows:
        assert Lease.acquire(rows, "audit:sealing", "somebody else", 60) is not None
    house.make_toy()

    assert sealer.seal() == 0
    assert house.rows(UNSEALED) != [(0,)]


def test_who_did_what_to_a_thing_is_found_with_what_was_said_for_it(house):
    toy = house.make_toy()
    house.ask("get_toy", {"id": toy})

    assert eventually(lambda: len(found(house, object_id=toy, principal="person:p-1")) == 2)
    read, made = found(house, object_id=toy, principal="person:p-1")
    assert (read["kind"], read["action"], read["permission"]) == ("read", "get_toy", "areas.read")
    assert (made["kind"], made["action"], made["object_ids"]) == ("write", "make_toy", [toy])
    assert (made["objects"], made["reason"]) == (1, None)
    assert found(house, action="make_toy") == [made]
    assert found(house, principal="person:p-1", until=made["at"]) == []


def test_a_search_is_paged(house):
    toys = [house.make_toy() for _ in range(3)]
    assert eventually(lambda: len(found(house, action="make_toy")) == 3)

    first = search(house, action="make_toy", limit=2).answer
    assert first is not None
    rest = found(house, action="make_toy", limit=2, after=first["next"])
    assert [row["object_ids"] for row in (*first["items"], *rest)] == [[toy] for toy in reversed(toys)]


def test_a_search_is_in_the_audit_itself_with_what_it_showed(house):
    house.make_toy()
    assert eventually(lambda: len(found(house, action="make_toy")) == 1)
    [made] = found(house, action="make_toy")

    assert eventually(lambda: len(found(house, object_id=made["id"])) >= 1)
    looked = found(house, object_id=made["id"])[-1]
    assert (looked["principal"], looked["action"]) == ("person:auditor-1", "search_audit")


@pytest.mark.parametrize(
    "grant",
    [
        Grant("audit_administrator", "area-1"),
        Grant("district_officer"),
        Grant("community_secretary"),
    ],
    ids=["an auditor of one area", "an officer", "a secretary"],
)
def test_others_do_not_search(house, grant):
    refused = house.ask("search_audit", {}, token=auditor(house, grant), key="-").refused
    assert (refused or {})["code"] == "PermissionMissing"


def test_who_was_refused_is_found_with_how_often(house):
    for _ in range(3):
        house.ask("make_toy", {"id": new_id(), "name": "bear"}, token=auditor(house))
    assert eventually(lambda: len(found(house, action="make_toy")) == 1)

    [denied] = found(house, action="make_toy")
    assert (denied["kind"], denied["principal"]) == ("denied", "person:auditor-1")
    assert (denied["permission"], denied["times"]) == ("areas.change", 1)
    house.parts[0].foundation.denials.flush()
    assert eventually(lambda: [row["times"] for row in found(house, action="make_toy")] == [2, 1])


def test_an_operator_does_not_search(house):
    refused = house.ask("search_audit", {}, token=house.token_of_operator(), key="-").refused
    assert (refused or {})["code"] == "PermissionMissing"


def test_who_searches_does_nothing_else(house):
    refused = house.ask("make_toy", {"id": new_id(), "name": "bear"}, token=auditor(house)).refused
    assert (refused or {})["code"] == "PermissionMissing"


def test_what_was_read_just_before_a_stop_is_in_the_audit_when_the_process_has_gone(house):
    house.ask("get_toy", {"id": house.make_toy()})
    house.stop()

    assert house.rows("SELECT count(*) FROM audit WHERE kind = 'read'") == [(1,)]
