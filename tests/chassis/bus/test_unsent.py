"""Frames wait for the end of the hub's turn, and not without end for a broker that does not read."""

import eventlet
import pytest
from eventlet.event import Event

from services.chassis.bus import amqp
from services.chassis.bus.amqp import Unsent


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
