"""Answers defect 14: a run that has outlasted its lease keeps nothing more once another instance has it."""

from typing import Any

import eventlet
import pytest
from eventlet.event import Event
from sqlalchemy import insert

from services.chassis.bus import every, timers
from services.chassis.bus.service_part import ServicePart
from services.chassis.bus.topology import Topology
from services.chassis.caller import Caller
from services.chassis.storage.leases import LeaseLost
from tests.chassis.bus.toy_house import BINDINGS, ToyHouse, eventually
from tests.chassis.bus.toys.service import ToysService
from tests.chassis.bus.toys.tables import windings

SHORT, PATIENT = 0.5, 3.0


class WindingToys(ToysService):
    """Has a timer whose first run takes as long as the test wants; a run writes at its begin and its end."""

    runs = 0
    lost: list[int] = []  # noqa: RUF012
    go_on = Event()

    @every(seconds=0.1)
    def wind_all(self, caller: Caller) -> None:
        WindingToys.runs += 1
        run = WindingToys.runs
        self._note(caller, f"{run} begun")
        if run == 1:
            self.go_on.wait(timeout=30)
        try:
            self._note(caller, f"{run} ended")
        except LeaseLost:
            self.lost.append(run)
            raise

    def _note(self, caller: Caller, id: str) -> None:
        with self.begin(caller) as tx:
            tx.rows.write(insert(windings).values(district=tx.rows.district, id=id, times=1))


class PatientToys(WindingToys):
    """Waits for others in its run, so its lease is renewed meanwhile."""

    @every(seconds=0.1, waits_for_others=True)
    def wind_all(self, caller: Caller) -> None:
        super().wind_all(caller)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The service anew, its leases half a second long."""
    monkeypatch.setattr(timers, "SHORTEST_LEASE", SHORT)
    monkeypatch.setattr(WindingToys, "runs", 0)
    monkeypatch.setattr(WindingToys, "lost", [])
    monkeypatch.setattr(WindingToys, "go_on", Event())
    yield WindingToys
    if not WindingToys.go_on.ready():
        WindingToys.go_on.send()


def started(house: ToyHouse, service: type[ToysService]) -> None:
    part = ServicePart(service, house.settings, house.client, Topology(BINDINGS))
    part.start()
    house.parts.append(part)
    assert eventually(part.is_ready)


def test_a_run_that_outlasts_its_lease_keeps_nothing_more_once_another_instance_has_it(house, slow):
    house.make_toy()
    started(house, slow)
    assert eventually(lambda: noted(house) == ["1 begun"])

    started(house, slow)
    assert eventually(lambda: "2 ended" in noted(house))
    assert slow.lost == []

    slow.go_on.send()
    assert eventually(lambda: 1 in slow.lost or "1 ended" in noted(house))
    assert "1 ended" not in noted(house)
    assert slow.lost[0] == 1


def test_a_run_that_outlasts_its_lease_goes_on_while_nobody_else_has_it(house, slow):
    house.make_toy()
    started(house, slow)
    assert eventually(lambda: noted(house) == ["1 begun"])
    [(until,)] = house.rows("SELECT until FROM leases WHERE name = 'timer:wind_all:d1'")
    assert eventually(lambda: now(house) > until)

    slow.go_on.send()
    assert eventually(lambda: "1 ended" in noted(house))
    assert slow.lost == []


def test_a_run_that_waits_for_others_keeps_its_lease_meanwhile(house, slow, monkeypatch):
    """Renewed in good time, also where the machine has other things to do for a second."""
    monkeypatch.setattr(timers, "SHORTEST_LEASE", PATIENT)
    house.make_toy()
    started(house, PatientToys)
    assert eventually(lambda: noted(house) == ["1 begun"])

    started(house, PatientToys)
    eventlet.sleep(2 * PATIENT)
    assert noted(house) == ["1 begun"]

    slow.go_on.send()
    assert eventually(lambda: "1 ended" in noted(house))
    assert slow.lost == []


def test_a_run_that_waits_too_long_loses_its_lease(house, slow, monkeypatch):
    monkeypatch.setattr(timers, "LONGEST_RUN", 2 * SHORT)
    house.make_toy()
    started(house, PatientToys)
    assert eventually(lambda: noted(house) == ["1 begun"])

    started(house, PatientToys)
    assert eventually(lambda: "2 ended" in noted(house))
    assert "1 ended" not in noted(house)


def test_a_run_that_lasts_too_long_begins_nothing_more_and_the_next_one_comes(house, slow, monkeypatch):
    monkeypatch.setattr(timers, "LONGEST_RUN", 1.0)
    house.make_toy()
    started(house, slow)
    assert eventually(lambda: noted(house) == ["1 begun"])
    eventlet.sleep(1.0)

    slow.go_on.send()
    assert eventually(lambda: "2 ended" in noted(house))
    assert "1 ended" not in noted(house)
    assert slow.lost == []


def noted(house: ToyHouse) -> list[str]:
    return [id for (id,) in house.rows("SELECT id FROM windings") if id.endswith((" begun", " ended"))]


def now(house: ToyHouse) -> float:
    [(seconds,)] = house.rows("SELECT NOW_SECONDS")
    return float(seconds)
