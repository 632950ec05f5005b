"""The short form of the faults: a few of each kind on both profiles; `make faults` is the long one."""

import pytest

from deploy.linli.services import SERVICES
from tests.faults.any_order import try_any_order
from tests.faults.crash_points import Crash, crash_under_load
from tests.faults.duplicates import fifty_at_once, killed_in_the_middle
from tests.faults.kills import kill_under_load
from tests.faults.notify_alone import notify_on_postgresql, notify_on_sqlite
from tests.faults.oracle import Verdict
from tests.faults.poison import end_the_process, raise_always
from tests.faults.retelling import retell_in_any_order
from tests.faults.trial import Outcome

KILLS = 2
WITHIN = 90.0
FEW = [
    Crash("embedded", "up", "write_after_commit", 8),
    Crash("embedded", "up", "relay_after_publish", 3),
    Crash("production", "grids", "write_after_reply", 8),
    Crash("production", "notify", "handler_after_commit", 3),
    Crash("embedded", "up", "job_before_commit", 3),
]


def is_clean(outcome: Outcome) -> bool:
    assert outcome.verdict == Verdict(), outcome.verdict
    return outcome.commands > 0


def test_nothing_is_lost_when_processes_are_killed_under_load(scene):
    """T1, and T14: every file is whole after each kill."""
    outcome = kill_under_load(scene, kills=KILLS, commands=60, within=WITHIN, seed=3)
    assert is_clean(outcome)
    files = KILLS * len(SERVICES)
    assert outcome.files_checked == (files if scene.house.profile == "embedded" else 0)


@pytest.mark.parametrize("crash", FEW, ids=str)
def test_nothing_is_lost_when_a_process_ends_at(crash, request):
    """T4."""
    scene = request.getfixturevalue(crash.profile)
    assert is_clean(crash_under_load(scene, crash, commands=40, within=WITHIN))


def test_a_handler_that_always_raises_is_set_aside_and_its_neighbours_go_on(embedded):
    """T6."""
    assert is_clean(raise_always(embedded, commands=40, within=WITHIN))


def test_a_handler_that_ends_its_process_is_dead_after_three_times(production):
    """T6."""
    assert is_clean(end_the_process(production))


def test_fifty_at_once_get_one_answer_and_have_one_effect(scene):
    """T7."""
    assert is_clean(fifty_at_once(scene, cases=1))


def test_who_tries_again_after_a_kill_gets_the_one_answer(production):
    """T7."""
    assert is_clean(killed_in_the_middle(production, cases=1))


@pytest.fixture(params=["sqlite", "postgresql"])
def notify(request, tmp_path):
    if request.param == "sqlite":
        notify = notify_on_sqlite(tmp_path)
    else:
        notify = notify_on_postgresql(tmp_path, request.getfixturevalue("postgresql"))
    yield notify
    notify.database.close()


def test_mirrors_and_handlers_end_alike_in_any_order(notify):
    """T8."""
    assert try_any_order(notify, examples=40) > 0


def test_mirrors_and_messages_end_alike_when_all_is_told_again_in_any_order(production):
    """T8, by the real events over RabbitMQ."""
    assert is_clean(retell_in_any_order(production, kills=1, commands=60, within=WITHIN))
