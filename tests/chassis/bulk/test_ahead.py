"""Work made ahead: in order, and only while the main thread waits."""

import socket
import threading
import time

import pytest

from services.chassis.bulk import idle as idling
from services.chassis.bulk.ahead import WAITING, Ahead
from services.chassis.bulk.idle import idle, until_idle
from tests.processes import wait_until

MANY = 100_000


def test_pieces_come_in_order_and_then_the_end_for_good():
    made = Ahead(iter([1, None, 2, None, None, 3]))

    assert list(made) == [1, 2, 3]
    with pytest.raises(StopIteration):
        next(made)


def test_what_the_source_raises_comes_behind_the_pieces_before_it():
    def breaking():
        yield 1
        raise ValueError("damaged")

    made = Ahead(breaking())

    assert next(made) == 1
    with pytest.raises(ValueError, match="damaged"):
        next(made)


def test_an_empty_source_ends_at_once():
    assert list(Ahead(iter(()))) == []


@pytest.mark.timeout(20)
def test_whoever_makes_them_may_wait_for_the_database_and_goes_on():
    """Its wait is over before the main thread's, which goes on waiting for what it makes."""

    def asking_for_keys():
        for piece in range(3):
            with idle():
                time.sleep(0.01)
            yield None
            yield piece

    assert list(Ahead(asking_for_keys())) == [0, 1, 2]


def test_nothing_is_made_while_the_main_thread_works():
    stops = 0

    def endless():
        nonlocal stops
        yield "first"
        while True:
            stops += 1
            yield None

    assert next(Ahead(endless())) == "first"

    time.sleep(0.05)
    at_work = stops
    time.sleep(0.05)
    assert stops == at_work
    with idle():
        wait_until(lambda: stops > at_work + MANY, "it goes on while the main thread waits", 20)


def test_no_more_lies_ready_than_is_allowed():
    made: list[int] = []

    def source():
        for number in range(100):
            made.append(number)
            yield number

    assert next(Ahead(source())) == 0
    with idle():
        wait_until(lambda: len(made) == WAITING + 2, "it is full", 5)  # one in hand, one that was taken
        time.sleep(0.05)
    assert len(made) == WAITING + 2


def test_a_wait_for_the_database_is_used():
    ours, theirs = socket.socketpair()
    used = []

    def answer():
        until_idle()
        used.append("made something")
        theirs.send(b"answer")

    threading.Thread(target=answer, daemon=True).start()
    with ours, theirs:
        assert idling._ready(ours.fileno(), True, 5.0)
        assert used == ["made something"]
        assert idling._ready(ours.fileno(), False, 5.0)


def test_a_database_that_stays_silent_is_not_waited_for_for_ever():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not idling._ready(ours.fileno(), True, 0.01)
