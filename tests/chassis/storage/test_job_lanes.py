"""Of one lane one job runs, whoever claims and when."""

import threading

import pytest

from services.chassis.storage import jobs
from services.chassis.storage.jobs import LaneTaken
from tests.chassis.storage.builders import LI_NA, a_call

KIND = "plant"


def asked(database, lane: str | None) -> str:
    call = a_call(database)
    with call.begin(LI_NA) as tx:
        job = tx.jobs.ask(KIND, {}, lane=lane)
    call.commit(None)
    return job.id


def claimed(database) -> str | None:
    with database.work() as rows:
        found = jobs.claim(rows, [KIND], "somebody")
    return None if found is None else found.job.id


def test_of_one_lane_the_oldest_runs_and_the_next_waits(database):
    first, _second = asked(database, "east"), asked(database, "east")

    assert claimed(database) == first
    assert claimed(database) is None


def test_lanes_and_jobs_without_one_run_beside_each_other(database):
    among = {asked(database, "east"), asked(database, "west"), asked(database, None), asked(database, None)}

    assert {claimed(database) for _ in among} == among


@pytest.mark.parametrize("addresses", ["postgresql"], indirect=True)
def test_two_of_a_lane_are_not_claimed_in_one_moment(database, monkeypatch):
    """An older one that was committed later is claimed by somebody who cannot see the other's claim yet."""
    first = asked(database, "east")
    outcome: list[object] = []

    def claims_too() -> None:
        try:
            outcome.append(claimed(database))
        except LaneTaken:
            outcome.append(LaneTaken)

    with database.work() as rows:
        found = jobs.claim(rows, [KIND], "somebody")
        monkeypatch.setattr(jobs, "new_id", lambda: "0" * 32)
        asked(database, "east")
        other = threading.Thread(target=claims_too)
        other.start()
        other.join(0.5)
        was_waiting = other.is_alive()
    other.join(10)

    assert found is not None
    assert found.job.id == first
    assert (was_waiting, outcome) == (True, [LaneTaken])
