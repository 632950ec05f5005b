"""A service leaves a closed district alone, whoever wants something, and takes it up when it is open.

Answers no defect.
"""

from datetime import UTC, datetime

from services.chassis.bus.request import Reply
from services.chassis.ids import new_id
from services.chassis.storage.fence import MoveState
from services.chassis.storage.sql import Sql
from tests.chassis.bus.toy_house import ToyHouse, eventually
from tests.chassis.bus.toys.service import ToysService

MADE = "linli.toys.ToyMade.v1"
_PUT = Sql(
    """
    INSERT INTO moves (district, state, told, at) VALUES ('d1', ?, '', ?)
    ON CONFLICT (district) DO UPDATE SET state = excluded.state
    """
)


def put(house: ToyHouse, state: MoveState, *, is_known: bool = True) -> None:
    database = house.parts[0].foundation.database
    with database.work("d1") as rows:
        rows.run(_PUT, state.value, datetime.now(UTC))
    assert not is_known or state is MoveState.HERE or eventually(lambda: database.closed.has("d1"))


def times_of(house: ToyHouse, toy: str, district: str = "d1") -> int | None:
    """How often its making was heard."""
    query = Sql("SELECT times FROM windings WHERE district = ? AND id = ?")
    with house.parts[0].foundation.database.look(district) as rows:
        found: int | None = rows.run(query, district, toy).scalar
    return found


def code_of(reply: Reply) -> str | None:
    return str(reply.refused["code"]) if reply.refused else None


def counted(house: ToyHouse, table: str) -> int:
    [(count,)] = house.rows(f"SELECT count(*) FROM {table} WHERE district = 'd1'")
    return int(count)


def test_an_event_goes_by_and_is_heard_when_it_comes_once_more(house: ToyHouse):
    """Neither handled nor set aside: whoever opens the district sends its log again."""
    put(house, MoveState.CLOSED)
    event = house.publish(MADE, {"id": "t"})
    house.publish(MADE, {"id": "known"}, district="d2")
    assert eventually(lambda: times_of(house, "known", "d2") == 1)
    assert counted(house, "inbox") == 0

    put(house, MoveState.HERE)
    house.publish(MADE, {"id": "t"}, id=event)
    assert eventually(lambda: times_of(house, "t") == 1)


def test_a_process_that_has_not_heard_of_it_keeps_nothing_either(house: ToyHouse):
    house.make_toy()
    closed = house.parts[0].closed
    closed.stop()
    put(house, MoveState.CLOSED, is_known=False)

    assert code_of(house.ask("make_toy", {"id": new_id(), "name": "late"})) == "DistrictClosed"
    house.publish(MADE, {"id": "late"})
    assert eventually(lambda: "late" in ToysService.heard)
    assert not eventually(lambda: times_of(house, "late") is not None or has_parked(house), 1.0)


def has_parked(house: ToyHouse) -> bool:
    return bool(house.rows("SELECT 1 FROM inbox WHERE state <> 'done'"))


def test_whoever_asks_is_refused_and_leaves_no_trace(house: ToyHouse):
    toy = house.make_toy()
    put(house, MoveState.CLOSING)
    before = counted(house, "audit")

    asked = [
        house.ask("get_toy", {"id": toy}),
        house.ask("make_toy", {"id": new_id(), "name": "bear"}),
        house.ask("make_toy", {"id": new_id(), "name": "bear"}, token=house.token("nobody")),
    ]

    assert [code_of(reply) for reply in asked] == ["DistrictClosed"] * 3
    assert not eventually(lambda: counted(house, "audit") != before, 1.5)


def test_a_timer_does_not_run_for_it(house: ToyHouse):
    house.make_toy()
    assert eventually(lambda: "d1" in ToysService.ticks)
    put(house, MoveState.CLOSING)
    ToysService.ticks.clear()
    assert not eventually(lambda: "d1" in ToysService.ticks, 2.0)

    put(house, MoveState.HERE)
    assert eventually(lambda: "d1" in ToysService.ticks)


def test_a_job_stops_between_two_steps_and_goes_on_behind_the_last_one(house: ToyHouse):
    toy, times = house.make_toy(), 300
    job = house.ask("wind_up", {"toy_id": toy, "times": times}, key=new_id()).answer
    assert job is not None
    assert eventually(lambda: wound(house, toy) > 3)
    put(house, MoveState.CLOSED)
    stood = wound(house, toy)
    assert not eventually(lambda: wound(house, toy) != stood, 2.0)
    assert stood < times

    put(house, MoveState.HERE)
    assert house.job_over(job["id"])["result"] == {"wound": times}
    assert wound(house, toy) == times


def wound(house: ToyHouse, toy: str) -> int:
    [(count,)] = house.rows(f"SELECT wound FROM toys WHERE id = '{toy}'")
    return int(count)
