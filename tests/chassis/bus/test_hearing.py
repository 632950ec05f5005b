"""What a service hears and does by itself, on both pairs of broker and database.

Answers defects 6, 7, 11, 14, 16 and 19; what it says of mirrors and of two instances answers none.
"""

from sqlalchemy.exc import DBAPIError

from services.chassis.errors import DatabaseUnavailable
from services.chassis.ids import new_id
from tests.chassis.bus.toy_house import eventually
from tests.chassis.bus.toys.service import ToysService


def test_the_same_event_twice_is_applied_once(house):
    """Answers defect 11: what is delivered twice has one effect."""
    event = house.publish("linli.toys.ToyMade.v1", {"id": "t"})
    house.publish("linli.toys.ToyMade.v1", {"id": "t"}, id=event)
    house.publish("linli.toys.ToyMade.v1", {"id": "other"})

    assert eventually(lambda: len(house.rows("SELECT id FROM windings")) == 2)
    assert house.rows("SELECT times FROM windings WHERE id = 't'") == [(1,)]


def test_a_handler_that_raises_is_parked_and_tried_again_until_it_succeeds(house):
    """Answers defect 6: the event is neither lost nor does it loop hot."""
    ToysService.trouble["sad"] = ValueError()
    house.publish("linli.toys.ToyMade.v1", {"id": "sad"})
    assert eventually(lambda: house.rows("SELECT state, error FROM inbox") == [("parked", "ValueError")])
    assert house.rows("SELECT count(*) FROM windings") == [(0,)]

    ToysService.trouble.clear()
    assert eventually(lambda: house.rows("SELECT times FROM windings WHERE id = 'sad'") == [(1,)])


def test_a_handler_whose_statements_take_too_long_is_parked_like_any_that_fails(house):
    """Answers defect 19: a time-out is an end, not a reason to try at once and for ever."""
    late = DatabaseUnavailable()
    late.__cause__ = DBAPIError("SELECT", None, type("Late", (Exception,), {"pgcode": "57014"})())
    ToysService.trouble["late"] = late
    house.publish("linli.toys.ToyMade.v1", {"id": "late"})
    wanted = [("parked", "DatabaseUnavailable")]
    assert eventually(lambda: house.rows("SELECT state, error FROM inbox") == wanted)


def test_a_handler_that_always_raises_is_dead_after_its_last_try_and_can_be_replayed(house):
    """Answers defect 6: set aside with its reason, visible, and nothing around it waits."""
    ToysService.trouble["bad"] = ValueError()
    house.publish("linli.toys.ToyMade.v1", {"id": "bad"})
    house.publish("linli.toys.ToyMade.v1", {"id": "good"})

    assert eventually(lambda: house.rows("SELECT id FROM windings") == [("good",)], 2)
    query = "SELECT state, error FROM inbox WHERE state <> 'done'"
    assert eventually(lambda: house.rows(query) == [("dead", "ValueError")])
    assert ToysService.heard.count("bad") == 3

    ToysService.trouble.clear()
    token = house.token_of_operator()
    [dead] = house.ask("list_set_aside", {"state": "dead"}, key="none", token=token).answer["items"]
    body = {"handler": dead["handler"], "event_id": dead["event_id"]}
    assert house.ask("replay_event", body, token=token).answer == body
    assert eventually(lambda: ("bad", 1) in house.rows("SELECT id, times FROM windings"))
    assert house.ask("replay_event", body, token=token).refused["code"] == "NotSetAside"


def test_what_is_not_an_event_is_dead_lettered(house):
    """Answers defect 16: what cannot be decoded is neither lost nor in the way."""
    from services.chassis.bus.link import open_connection
    from services.chassis.bus.topology import DEAD_LETTERS, EXCHANGE

    connection = open_connection(house.settings.broker)
    channel = connection.channel()
    before = channel.queue_declare(queue=DEAD_LETTERS, passive=True).message_count
    message = channel.prepare_message(b"\xff not json", properties={})
    channel.basic_publish(message, exchange=EXCHANGE, routing_key="linli.toys.ToyMade.v1")
    count = lambda: channel.queue_declare(queue=DEAD_LETTERS, passive=True).message_count  # noqa: E731
    assert eventually(lambda: count() == before + 1)
    connection.release()


def changed(version: int, name: str = "bear", **more):
    return {"id": "t", "name": name, "version": version, "removed": False} | more


def test_a_mirror_keeps_the_highest_version_whatever_the_order(house):
    for version in (2, 3, 1, 3):
        house.publish("linli.toys.ToysChanged.v1", {"rows": [changed(version, f"v{version}")]})
    house.publish("linli.toys.ToysChanged.v1", {"rows": [changed(1) | {"id": "last"}]})

    assert eventually(lambda: len(house.rows("SELECT id FROM shelf")) == 2)
    assert house.rows("SELECT name, version FROM shelf WHERE id = 't'") == [("v3", 3)]


def test_a_row_that_does_not_fit_is_parked_alone(house):
    """Answers defect 6: the rest of its event is applied."""
    bad = changed(1) | {"id": "bad", "name": None}
    event = house.publish("linli.toys.ToysChanged.v1", {"rows": [changed(1), bad]})

    assert eventually(lambda: house.rows("SELECT id FROM shelf") == [("t",)])
    query = "SELECT event_id, error FROM inbox WHERE state <> 'done'"
    assert eventually(lambda: house.rows(query) == [(f"{event}#bad.1", "name empty")])


def test_a_refeed_fills_what_is_missing_and_sweeps_what_the_source_lost(house):
    kept = house.make_toy("kept")
    assert eventually(lambda: len(house.rows("SELECT id FROM shelf")) == 1)
    house.publish("linli.toys.ToysChanged.v1", {"rows": [changed(1)]})
    assert eventually(lambda: len(house.rows("SELECT id FROM shelf")) == 2)

    def tended(method):
        asked = house.ask(method, {}, key=new_id(), token=house.token_of_operator()).answer
        return house.job_over(asked["id"], token=house.token_of_operator())["result"]

    assert tended("recount_mirrors")["mirrors"]["shelf"]["extra"] == 1
    assert tended("refeed_mirrors") == {"taken": {"shelf": 1}}
    assert house.rows("SELECT id FROM shelf WHERE NOT removed") == [(kept,)]
    agreed = {"source": 1, "mirrored": 1, "missing": 0, "extra": 0, "behind": 0}
    assert tended("recount_mirrors")["mirrors"]["shelf"] == agreed
    audited = "SELECT DISTINCT principal FROM audit WHERE action IN ('feed_mirrors', 'refeed_mirrors')"
    assert house.rows(audited) == [("operator:o-1",)]


def test_a_timer_runs_in_one_of_two_instances(house):
    """Answers defect 14: leases, so that every instance may carry the timer and one runs it."""
    house.make_toy()
    assert eventually(lambda: len(ToysService.ticks) >= 2)
    house.start()
    held = [part for part in house.parts if any(e.leases._held for e in timers_of(part))]
    assert held == [house.parts[0]]


def test_a_timer_is_taken_over_when_its_holder_stops(house):
    """Answers defect 14: a lease is given back at a stop, and the next one runs."""
    house.make_toy()
    assert eventually(lambda: len(ToysService.ticks) >= 1)
    first = house.parts.pop(0)
    house.start()
    first.stop()
    ToysService.ticks.clear()
    assert eventually(lambda: len(ToysService.ticks) >= 2, 5)


def timers_of(part):
    from services.chassis.bus.timers import Timer

    return [entrypoint for entrypoint in part.container.entrypoints if isinstance(entrypoint, Timer)]


def test_two_instances_share_the_work_and_do_nothing_twice(house):
    house.start()
    ids = [house.make_toy(f"toy {number}") for number in range(40)]
    assert eventually(lambda: len(house.rows("SELECT id FROM windings")) == 40)
    assert {times for (times,) in house.rows("SELECT times FROM windings")} == {1}
    assert len(ids) == 40


def test_an_event_that_nobody_hears_is_marked_and_not_sent(house):
    """Answers defect 7: heard ones are published mandatory, unheard ones are told apart before."""
    from tests.chassis.bus.toys.transaction import ToyMade

    class ToyLost(ToyMade):
        pass

    part = house.parts[0]
    from services.chassis.caller import WHOLE_DISTRICT, Caller
    from services.chassis.storage.call import Call

    caller = Caller("d1", "toys", "service")
    call = Call(
        part.foundation.database,
        ToysService.transaction,
        caller=caller,
        permission="",
        scope=WHOLE_DISTRICT,
        writes=True,
        action="lose",
        now=part.foundation.clock.now(),
    )
    with call.begin(caller) as tx:
        tx.record(ToyLost("t", 1))
    call.commit(None)
    part.relay.wake()
    query = "SELECT count(*) FROM outbox WHERE unheard AND published_at IS NULL"
    assert eventually(lambda: house.rows(query) == [(1,)])
