"""The child's work on a district of a test's own, step by step, each committed as the chassis does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from services.chassis.bulk import resealing
from services.chassis.bulk.work import Tools
from services.chassis.clock import FixedClock
from services.chassis.jobs import Finished, Job, JobState, Step
from services.chassis.keys import DataKeys
from services.chassis.seal import Seals
from services.chassis.settings import Settings
from services.chassis.words import Catalogue
from services.members.bulk import WORKS
from tests.members.builders import NOW
from tests.members.house import House


@dataclass
class Renewal:
    house: House
    kind: str = resealing.RESEAL
    job: Job = field(init=False)
    is_over: bool = False

    def __post_init__(self) -> None:
        self.job = Job(
            "j", self.kind, JobState.RUNNING, {}, None, 0, None, None, None, "me", False, NOW, NOW, None, 1
        )
        self.begin_anew()

    def begin_anew(self) -> None:
        """As another process would, after the one before was killed."""
        tools = Tools(Settings(), Catalogue.of_service("members"), FixedClock(NOW), seals_of(self.house))
        self._work = WORKS[self.kind](None, tools)

    def step(self) -> Step | Finished:
        call = self.house._call("seals.renew", True, self.kind)
        self._work.prepare(self.job, call.caller)
        try:
            kept = self._work.step(self.job, call.begin, call.caller)
            call.commit(None)
        finally:
            call.rollback()
        if isinstance(kept, Finished):
            self.is_over = True
            self.job = replace(self.job, done=kept.done, result=kept.result)
        else:
            self.job = replace(self.job, cursor=kept.cursor, done=kept.done, total=kept.total)
        return kept

    def to_the_end(self) -> dict[str, Any]:
        while not self.is_over:
            self.step()
        assert self.job.result is not None
        return self.job.result


def seals_of(house: House) -> Seals:
    assert house.database.seals is not None
    return house.database.seals


def keys_of(house: House) -> DataKeys:
    return seals_of(house).keys


@contextmanager
def knowing(house: House, seals: Seals) -> Iterator[None]:
    """Another process than the rest: it knows the keys that it knows."""
    before, house.database.seals = house.database.seals, seals
    try:
        yield
    finally:
        house.database.seals = before


def renew(house: House) -> None:
    """New keys, everything sealed by them, and the older ones gone."""
    keys_of(house).make(house.district, keys_of(house).read(house.district)[-1] + 1)
    assert Renewal(house).to_the_end()["left"] == {}
    Renewal(house, resealing.RETIRE).to_the_end()
