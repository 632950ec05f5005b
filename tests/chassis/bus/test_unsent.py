"""Frames wait for the end of the hub's turn, and not without end for a broker that does not read.

Answers defect 3.
"""

import eventlet
import pytest
from eventlet.event import Event

from services.chassis.bus import amqp, relay
from services.chassis.bus.amqp import Unsent
from tests.chassis.bus.test_relay import WAITING, impatient, record
from tests.chassis.bus.toy_house import ToyHouse, eventually, postgresql_settings
from tests.chassis.bus.toys.transaction import ToyMade


class Socket:
    """Takes what it is given once it is let go."""

    def __init__(self) -> None:
        self.held, self.taken = Event(), b""

    def sendall(self, data: bytes) -> None:
        self.held.wait()
        self.taken += data


@pytest.fixture
def socket(monkeypatch):
    monkeypatch.setattr(amqp, "UNSENT_AT_MOST", 100)
    return Socket()


@pytest.fixture
def unsent(socket):
    unsent = Unsent(socket)
    eventlet.sleep(0)
    yield unsent
    unsent.close()


def test_what_one_turn_writes_may_be_more_than_a_silent_broker_is_kept_waiting_for(socket, unsent):
    for _ in range(30):
        unsent.write(b"x" * 10)
    assert unsent.waiting == 300
    socket.held.send()
    eventlet.sleep(0)
    assert (unsent.waiting, len(socket.taken)) == (0, 300)


@pytest.mark.parametrize(("waiting", "is_refused"), [(100, False), (101, True)])
def test_a_broker_that_does_not_read_is_written_to_no_more(socket, unsent, waiting, is_refused):
    unsent.write(b"x" * waiting)
    eventlet.sleep(0)
    if is_refused:
        with pytest.raises(OSError, match="does not read"):
            unsent.write(b"x")
    else:
        unsent.write(b"x")


def test_what_came_while_it_was_sending_waits_and_is_sent_next(socket, unsent):
    unsent.write(b"a" * 60)
    eventlet.sleep(0)
    unsent.write(b"b" * 20)
    assert unsent.waiting == 80
    socket.held.send()
    eventlet.sleep(0.01)
    assert (unsent.waiting, socket.taken) == (0, b"a" * 60 + b"b" * 20)
    unsent.write(b"c" * 200)
    unsent.write(b"c")


@pytest.fixture
def on_rabbitmq(rabbitmq, postgresql, tmp_path):
    house = ToyHouse(postgresql_settings(tmp_path, rabbitmq.uri, postgresql))
    yield house
    house.stop()


def test_a_round_of_more_than_may_wait_unsent_goes_out_whole(on_rabbitmq, monkeypatch):
    """As behind a register that came in while the broker was away: megabytes in one round."""
    monkeypatch.setattr(amqp, "UNSENT_AT_MOST", 8_000)
    monkeypatch.setattr(relay, "UNSENT", 4_000)
    part = on_rabbitmq.start()
    channel = part.relay._channel
    record(part, *(ToyMade(f"t{number}", 1) for number in range(200)))

    assert eventually(lambda: on_rabbitmq.rows(WAITING) == [(0,)])
    assert eventually(lambda: on_rabbitmq.rows("SELECT count(*), sum(times) FROM windings") == [(200, 200)])
    assert part.relay._channel is channel


def test_an_event_larger_than_may_wait_unsent_goes_out(on_rabbitmq, monkeypatch):
    monkeypatch.setattr(amqp, "UNSENT_AT_MOST", 50)
    monkeypatch.setattr(relay, "UNSENT", 50)
    part = on_rabbitmq.start()
    channel = part.relay._channel
    record(part, ToyMade("first", 1), ToyMade("second", 1))

    assert eventually(lambda: on_rabbitmq.rows("SELECT count(*) FROM windings") == [(2,)])
    assert part.relay._channel is channel


def test_a_broker_that_does_not_read_is_left_and_nothing_is_lost(on_rabbitmq, monkeypatch):
    part = on_rabbitmq.start(broker=impatient(on_rabbitmq.settings.broker))
    deaf = part.relay._channel
    monkeypatch.setattr(
        type(deaf), "unsent", property(lambda channel: relay.UNSENT + 1 if channel is deaf else 0)
    )
    record(part, ToyMade("t", 1))

    assert eventually(lambda: part.relay._channel is not deaf, 5)
    assert eventually(lambda: on_rabbitmq.rows("SELECT id FROM windings") == [("t",)], 15)
    assert on_rabbitmq.rows(WAITING) == [(0,)]
