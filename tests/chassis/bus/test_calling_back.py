"""Tokens called back are told to every process, whole and again and again (D13).

Answers defects 2 and 12: a connection that was lost costs a second and no more.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from services.chassis.bus import calling_back
from services.chassis.bus.calling_back import Crier, Listening
from services.chassis.caller import Caller
from services.chassis.storage import revocations
from services.chassis.storage.revocations import Revocation
from tests.chassis.bus.toy_house import ToyHouse, eventually

ZHANG = Caller("d1", "zhang", "person", version=1)
CALLED = Revocation("d1", "person:zhang", 2, datetime.now(UTC))
Hears = Callable[[], Listening]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[Revocation]:
    """What the database says."""
    newest: list[Revocation] = []
    monkeypatch.setattr(revocations, "newest", lambda _rows, _now: list(newest))
    monkeypatch.setattr(calling_back, "EVERY", 0.05)
    return newest


@pytest.fixture
def crier(house: ToyHouse, called: list[Revocation]) -> Iterator[Crier]:
    crier = Crier(house.parts[0].foundation)
    crier.start()
    yield crier
    crier.stop()


@pytest.fixture
def hears(house: ToyHouse) -> Iterator[Hears]:
    """Another process that looks at tokens."""
    started: list[Listening] = []

    def one() -> Listening:
        listening = Listening(house.settings.broker)
        listening.start()
        started.append(listening)
        assert eventually(listening.is_ready)
        return listening

    yield one
    for each in started:
        each.stop()


def test_every_process_hears_who_was_called_back(called: list[Revocation], crier: Crier, hears: Hears):
    first, second = hears(), hears()
    called.append(CALLED)
    assert eventually(lambda: first.called_back.has(ZHANG) and second.called_back.has(ZHANG))


def test_who_comes_later_hears_all_of_it(called: list[Revocation], crier: Crier, hears: Hears):
    called.append(CALLED)
    assert eventually(lambda: crier._has_told)
    late = hears()
    assert eventually(lambda: late.called_back.has(ZHANG))


def test_what_is_over_is_told_too(called: list[Revocation], crier: Crier, hears: Hears):
    listening = hears()
    called.append(CALLED)
    assert eventually(lambda: listening.called_back.has(ZHANG))
    called.clear()
    assert eventually(lambda: not listening.called_back.has(ZHANG))
    assert eventually(lambda: not crier._has_told)


def test_a_broker_that_was_away_is_told_when_it_is_back(called: list[Revocation], crier: Crier, hears: Hears):
    listening = hears()
    crier._link.break_off("a test")
    listening._link.break_off("a test")
    called.append(CALLED)
    assert eventually(lambda: listening.called_back.has(ZHANG))
