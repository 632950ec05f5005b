"""What the toys' child does: winds one up, step by step, with the troubles that it is told to have."""

import atexit
import os
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from services.chassis.bulk.work import Begin, BulkService, Tools, TooSoon
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.chassis.storage.versions import update_versioned
from tests.chassis.bus.toys.tables import toys, windings
from tests.chassis.bus.toys.transaction import ToyMade, ToyUnknown, Transaction

TROUBLE_AT = 3
LINGERS = 1.0
"""Seconds that the child which came too early takes to end: longer than it asked to wait."""


class Milling:
    def __init__(self, given: Any, tools: Tools) -> None:
        self._given, self._once = given, Path(tools.settings.data_dir) / "milling.once"

    def prepare(self, job: Job, caller: Caller) -> None:
        if job.params["trouble"] == "late":
            time.sleep(0.2)
        if job.params["trouble"] == "early" and not self._once.exists():
            atexit.register(time.sleep, LINGERS)
            raise TooSoon(0.2)

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        toy_id, done = job.params["toy_id"], job.done + 1
        with begin(caller) as tx:
            toy = tx.toy(toy_id)
            self._have(job.params["trouble"], done, toy_id)
            wound = toy["wound"] + 1
            update_versioned(tx.rows, toys, toy_id, toy["version"], {"wound": wound})
            of_step = {"district": tx.rows.district, "times": 0}
            ids = [f"{job.id}-{done}-{each}" for each in "ab"]
            tx.rows.execute_many(insert(windings), [{**of_step, "id": each} for each in ids])
            tx.record(ToyMade(toy_id, toy["version"] + 1))
        if done == job.params["times"]:
            modest = {"nice": os.nice(0), "is_green": "eventlet" in sys.modules}
            return Finished(done, {"wound": wound, "name": self._given["name"], **modest})
        return Step(cursor={"wound": done}, done=done, total=job.params["times"])

    def _have(self, trouble: str, done: int, toy_id: str) -> None:
        if trouble == "slow":
            time.sleep(0.05)
        if trouble == "opens":
            self._once.touch()
        if done != TROUBLE_AT:
            return
        if trouble == "dies" and not self._once.exists():
            self._once.touch()
            os._exit(1)
        if trouble == "dies always":
            os._exit(1)
        if trouble == "refuses":
            raise ToyUnknown(id=toy_id)
        if trouble == "eats":
            bytearray(4 * 2**30)


BULK = BulkService("toys", Transaction, {"mill": Milling})
