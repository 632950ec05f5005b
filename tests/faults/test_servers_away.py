"""The short form of what servers may do to a house: go, come back, hang, and be stopped in turn."""

import pytest

from tests.faults.broker_gone import without_broker
from tests.faults.deadlines import TROUBLES, TROUBLES_OF_THE_LINE, hang
from tests.faults.pressure import full_queues, slow_database
from tests.faults.rolling import restart_in_turn
from tests.faults.servers_away import BROKER, DATABASE, away
from tests.faults.test_faults import WITHIN, is_clean

SLACK = 2.0
"""Seconds: beside other tests a hang is told from an answer, and no more; the long form measures."""


def test_nothing_is_lost_when_the_broker_is_killed(production):
    """T2."""
    assert is_clean(away(production, BROKER["killed"], times=1, commands=60, within=WITHIN))


@pytest.mark.parametrize("way", ["killed", "thrown_out"])
def test_services_reconnect_to_their_database_by_themselves(production, way):
    """T3."""
    assert is_clean(away(production, DATABASE[way], times=1, commands=60, within=WITHIN))


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_call_outlives_its_deadline_when_a_service_is(production, trouble):
    """T5."""
    assert is_clean(hang(production, trouble, seconds=5.0, within=WITHIN, slack=SLACK))


@pytest.mark.parametrize("trouble", TROUBLES_OF_THE_LINE)
def test_no_call_outlives_its_deadline_when_the_line_is(lined, trouble):
    """T5."""
    assert is_clean(hang(lined, trouble, seconds=5.0, within=WITHIN, slack=SLACK))


def test_who_asks_again_is_never_refused_while_processes_stop_in_turn(production):
    """T9."""
    assert is_clean(restart_in_turn(production, rounds=1))


def test_without_a_broker_the_gateway_says_so_and_lives(production):
    """T10."""
    assert is_clean(without_broker(production, seconds=6.0, within=WITHIN, imports=False, slack=SLACK))


def test_who_asks_too_much_of_a_slow_database_waits_and_memory_stays(production):
    """Back-pressure."""
    assert is_clean(slow_database(production, seconds=5.0, within=WITHIN))


def test_events_that_a_full_queue_does_not_take_wait_in_the_outbox(production):
    """Back-pressure."""
    assert is_clean(full_queues(production, closings=40, within=WITHIN))
