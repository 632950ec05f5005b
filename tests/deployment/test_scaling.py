"""Two of each on one machine: work is shared, nothing is lost or done twice, restarts are not noticed."""

from collections.abc import Iterator
from random import Random
from threading import Thread

import pytest

from deploy.linli.services import GATEWAY, SERVICES
from tests.deployment.two_of_each import SECOND, TwoOfEach
from tests.faults.ledger import End, Ledger
from tests.faults.lives import CaseLife
from tests.faults.load import Load
from tests.faults.stage import Scene
from tests.faults.trial import Trial
from tests.house import House
from tests.servers import PostgreSql, RabbitMq

SHARED = 600
"""Commands, enough for every instance to have had some."""
WITHIN = 200.0
PATIENT = 3
"""Callers that leave a small machine the strength to start processes beside them."""
# What each process of a kind counts of its work.
WORK = {
    "grids": "linli_rpc_seconds_count",
    "notify": "linli_events_heard_total",
    "members": "linli_events_heard_total",
    "care": "linli_events_heard_total",
    GATEWAY: "linli_http_seconds_count",
}

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def scene(
    tmp_path_factory: pytest.TempPathFactory, rabbitmq: RabbitMq, postgresql: PostgreSql
) -> Iterator[Scene]:
    """Whatever ends is started again by the tests alone."""
    with TwoOfEach(tmp_path_factory.mktemp("two"), rabbitmq, postgresql) as house:
        house.load_sample()
        scene = Scene(house)
        yield scene
        scene.observer.close()


@pytest.fixture(scope="module")
def house(scene: Scene) -> TwoOfEach:
    assert isinstance(scene.house, TwoOfEach)
    return scene.house


def test_work_is_shared_and_nothing_is_lost_or_done_twice(scene: Scene, house: TwoOfEach):
    """By the oracle of the faults: numbers without a gap, one message a closing, mirrors as their source."""
    trial = Trial(scene, seed=1)
    with trial.load() as load:
        load.reach(SHARED, WITHIN)
    verdict = trial.outcome().verdict

    assert verdict.is_clean, verdict.findings
    done = {name: house.metric(name, WORK[name.removesuffix(SECOND)]) for name in house.names}
    assert [name for name, count in done.items() if count == 0] == [], done


def test_a_rolling_restart_loses_nothing_and_fails_nobody_who_asks_again(scene: Scene, house: TwoOfEach):
    """Whose request was cut off or put off sends it again with its key; all are done, and once."""
    trial = Trial(scene, seed=2)
    with Patient(house, trial.ledger, seed=2) as load:
        for name in house.names:
            load.reach(trial.ledger.commands + 20, WITHIN)
            assert house.end(name) == 0, name
            house.run(name)
        load.reach(trial.ledger.commands + 20, WITHIN)
    verdict = trial.outcome().verdict

    assert verdict.is_clean, verdict.findings
    assert [told for told in trial.ledger.told if told.end is not End.OK] == []


class Patient(Load):
    """Callers without whims alone: nobody gives up, nobody wants what another wants."""

    def __init__(self, house: House, ledger: Ledger, seed: int) -> None:
        super().__init__(house, ledger, seed)
        for life in self._lives:
            life.close()
        self._lives = [CaseLife(house, ledger, Random(seed * 1000 + n), whims=False) for n in range(PATIENT)]
        self._threads = [Thread(target=self._live, args=(life,), daemon=True) for life in self._lives]


def test_the_doctor_counts_both_of_each(house: TwoOfEach):
    said = house.command("doctor", "--instances", "2")
    assert f"pools may open {2 * len(SERVICES) * (4 * 2 + 2)}" in said
    assert "BAD" not in said
