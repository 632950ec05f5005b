"""A contract tells what a service offers, says and hears, the same way each time it is made."""

from services.chassis import wire
from services.chassis.bus import tree_mirror
from services.chassis.contracts import contract_of, topology_of
from tests.chassis.desk_service import Desks

CONTRACT = contract_of(Desks)


def test_an_rpc_tells_its_permission_schemas_and_refusals() -> None:
    assert CONTRACT["rpcs"] == {
        "list_desks": {
            "permission": "desks.read",
            "reads": "public",
            "takes": "desks.ListDesks",
            "gives": "desks.Desks",
            "refuses": [
                {"code": "DeskUnknown", "kind": "not_found", "values": ["desk_id"], "about": ["desk_id"]}
            ],
        }
    }


def test_an_event_tells_its_type_and_fields() -> None:
    assert CONTRACT["events"] == {
        "DeskMoved": {
            "type": "linli.desks.DeskMoved.v1",
            "fields": {"desk_id": "string", "room_id": ["null", "string"], "version": "integer"},
        }
    }


def test_what_is_heard_and_mirrored_has_a_queue_of_its_own() -> None:
    assert CONTRACT["listens"] == [
        {
            "source": "ground",
            "event": "RoomMoved",
            "handler": "follow_room",
            "queue": "events.desks.follow_room",
            "reads": ["place", "room_id"],
        }
    ]
    assert CONTRACT["mirrors"] == [
        {
            "table": "rooms",
            "source": "ground",
            "event": "RoomsChanged",
            "queue": "events.desks.rooms",
            "feed": "feed_rooms",
        }
    ]


def test_a_mirror_of_a_tree_hears_two_events_through_one_queue_and_names_the_log() -> None:
    class TreeDesks(Desks):
        rooms = tree_mirror(  # type: ignore[assignment]
            "rooms",
            source="ground",
            event="RoomsChanged",
            feed="feed_rooms",
            moves="RoomsMoved",
            log="read_log",
        )

    changed, moved = contract_of(TreeDesks)["mirrors"]
    assert (changed["event"], moved["event"]) == ("RoomsChanged", "RoomsMoved")
    assert {changed["queue"], moved["queue"]} == {"events.desks.rooms"}
    assert {changed["log"], moved["log"]} == {"read_log"}
    bound = [queue["routing_key"] for queue in topology_of([contract_of(TreeDesks)])["queues"]]
    assert bound[-2:] == ["linli.ground.RoomsChanged.v1", "linli.ground.RoomsMoved.v1"]


def test_the_topology_binds_every_queue_to_the_event_it_hears() -> None:
    assert topology_of([CONTRACT]) == {
        "exchange": "linli.events",
        "services": ["desks"],
        "queues": [
            {
                "queue": "events.desks.follow_room",
                "routing_key": "linli.ground.RoomMoved.v1",
                "service": "desks",
            },
            {
                "queue": "events.desks.rooms",
                "routing_key": "linli.ground.RoomsChanged.v1",
                "service": "desks",
            },
        ],
    }


def test_the_same_code_makes_the_same_contract() -> None:
    assert wire.dumps(contract_of(Desks)) == wire.dumps(CONTRACT)
