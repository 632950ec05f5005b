"""Answers defect 20: heavy work waits while people's answers are slow, and goes on all the same."""

import threading
import time

import pytest

from services.chassis import metrics
from services.chassis.bus import admission
from services.chassis.bus.admission import Admission, is_slow

LIMIT, SHARE = 0.1, 0.25


def of(quick: int, slow: int) -> dict[float, float]:
    return {0.05: quick, 0.1: quick, 0.25: quick + slow, float("inf"): quick + slow}


@pytest.mark.parametrize(
    ("quick", "slow", "waits"), [(95, 5, False), (94, 6, True), (0, 9, False), (0, 10, True)]
)
def test_more_than_the_slowest_twentieth_of_enough_answers_is_slow(quick: int, slow: int, waits: bool):
    assert is_slow(of(quick, slow), LIMIT) is waits


def test_nothing_asked_is_not_slow():
    assert not is_slow({}, LIMIT)


def test_what_was_answered_before_does_not_count(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(admission, "LOOK_AFTER", 0.0)
    monkeypatch.setattr(admission, "LONGEST_LOOK", 0.0)
    answer = metrics.rpc_seconds.labels("slow_toy", "answered")
    for _ in range(20):
        answer.observe(1.0)
    looking = Admission(LIMIT, SHARE)
    assert not looking.is_slow()
    for _ in range(20):
        answer.observe(1.0)
    assert looking.is_slow()
    assert not looking.is_slow()


def test_a_look_lasts_until_it_has_seen_enough_answers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(admission, "LOOK_AFTER", 0.0)
    answer = metrics.rpc_seconds.labels("slow_toy", "answered")
    looking = Admission(LIMIT, SHARE)
    for seen in range(1, admission.FEWEST + 1):
        answer.observe(1.0)
        assert looking.is_slow() is (seen == admission.FEWEST)


def test_a_few_answers_in_a_long_look_are_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(admission, "LOOK_AFTER", 0.0)
    monkeypatch.setattr(admission, "LONGEST_LOOK", 0.0)
    answer = metrics.rpc_seconds.labels("slow_toy", "answered")
    looking = Admission(LIMIT, SHARE)
    for _ in range(admission.FEWEST + 1):
        answer.observe(1.0)
        assert not looking.is_slow()


def test_a_wait_tells_how_long_it_was(monkeypatch: pytest.MonkeyPatch):
    looking = Admission(LIMIT, SHARE)
    assert looking.wait(threading.Event(), 0.0) == 0.0
    monkeypatch.setattr(admission, "PATIENCE", 0.1)
    monkeypatch.setattr(Admission, "is_slow", lambda _: True)
    assert looking.wait(threading.Event(), 0.0) >= 0.1


def test_a_wait_ends_with_the_house_and_with_its_patience(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(admission, "PATIENCE", 0.1)
    monkeypatch.setattr(Admission, "is_slow", lambda _: True)
    is_over = threading.Event()
    began = time.monotonic()
    Admission(LIMIT, SHARE).wait(is_over, 0.0)
    assert time.monotonic() - began >= admission.PATIENCE
    is_over.set()
    Admission(LIMIT, SHARE).wait(is_over, 0.0)


@pytest.mark.parametrize(("asked", "rests"), [(admission.FEWEST - 1, 0.0), (admission.FEWEST, 0.3)])
def test_a_step_is_followed_by_a_rest_while_people_ask(
    monkeypatch: pytest.MonkeyPatch, asked: int, rests: float
):
    looking = Admission(LIMIT, SHARE)
    for _ in range(asked):
        metrics.rpc_seconds.labels("quick_toy", "answered").observe(0.001)
    monkeypatch.setattr(admission, "LOOK_AFTER", 0.0)
    monkeypatch.setattr(admission, "LONGEST_LOOK", 0.0)
    assert looking.is_asked() is (asked >= admission.FEWEST)
    monkeypatch.setattr(admission, "LOOK_AFTER", 60.0)
    assert looking.wait(threading.Event(), 0.1) >= rests
    assert looking.wait(threading.Event(), 0.0) == 0.0


def test_a_rest_ends_with_the_house(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Admission, "_left", lambda *_: 60.0)
    is_over = threading.Event()
    is_over.set()
    assert Admission(LIMIT, SHARE).wait(is_over, 100.0) < 60
