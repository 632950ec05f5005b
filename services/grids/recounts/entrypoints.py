"""What is asked of figures that are kept."""

from collections import Counter
from typing import Any

from services.chassis.bus import job, rpc
from services.chassis.bus.job_desk import JobSchema, ask
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.grids.recounts.schemas import RecountGroundSchema
from services.grids.recounts.use_cases.ports import Begin
from services.grids.recounts.use_cases.recount_ground import RecountGround, recount_areas

RECOUNT = "recount_kept_figures"
NONE_WRONG = {"work": 0, "places": 0, "dwellings": 0}
BEGINNING: dict[str, Any] = {"after": "", "wrong": NONE_WRONG}


class RecountEntrypoints:
    begin: Begin

    @rpc("mirrors.tend", takes=RecountGroundSchema(), gives=JobSchema())
    def recount_ground(self, command: RecountGround, caller: Caller) -> dict[str, Any]:
        return ask(self, RECOUNT, {}, caller, lane=RECOUNT)  # type: ignore[arg-type]

    @job("mirrors.tend")
    def recount_kept_figures(self, job: Job, caller: Caller) -> Step | Finished:
        """`wrong` figures of work, places and dwellings; `differing`, their sum, should be 0."""
        at = job.cursor or BEGINNING
        found = recount_areas(at["after"], self.begin, caller)
        areas, wrong = job.done + found.areas, Counter(at["wrong"])
        wrong.update(found.wrong)
        if found.after is None:
            return Finished(areas, {"areas": areas, "differing": wrong.total(), "wrong": dict(wrong)})
        return Step({"after": found.after, "wrong": dict(wrong)}, done=areas)
