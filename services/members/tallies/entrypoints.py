"""What is asked of counts, and the job that counts anew."""

from typing import Any

from services.chassis.bus import job, rpc
from services.chassis.bus.job_desk import JobSchema, ask
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.members.tallies.domain.errors import AreaUnknown, CountsNotKept
from services.members.tallies.schemas import (
    CountPeopleSchema,
    CountsSchema,
    ForeseenSchema,
    ForeseePeopleSchema,
    RecountPeopleSchema,
    ReportPeopleSchema,
    ReportSchema,
)
from services.members.tallies.use_cases.count_people import CountPeople, count_people
from services.members.tallies.use_cases.foresee_people import ForeseePeople, foresee_people
from services.members.tallies.use_cases.ports import Begin
from services.members.tallies.use_cases.recount_people import RecountPeople, recount_areas, recount_sums
from services.members.tallies.use_cases.report_people import ReportPeople, report_people

WRONG = ("counts", "places", "days")
BEGINNING: dict[str, Any] = {"after": "", "differing": 0, "wrong": dict.fromkeys(WRONG, 0)}


class TallyEntrypoints:
    begin: Begin

    @rpc(
        "areas.read",
        takes=CountPeopleSchema(),
        gives=CountsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def count_people(self, command: CountPeople, caller: Caller) -> dict[str, Any]:
        return {"area_id": command.area_id, **vars(count_people(command, self.begin, caller))}

    @rpc(
        "areas.read",
        takes=ReportPeopleSchema(),
        gives=ReportSchema(),
        refuses=(AreaUnknown, CountsNotKept),
        reads="public",
    )
    def report_people(self, command: ReportPeople, caller: Caller) -> dict[str, Any]:
        return command.shown(report_people(command, self.begin, caller))

    @rpc("areas.change", takes=ForeseePeopleSchema(), gives=ForeseenSchema(), reads="public")
    def foresee_people(self, command: ForeseePeople, caller: Caller) -> dict[str, Any]:
        return foresee_people(command, self.begin, caller)

    @rpc("mirrors.tend", takes=RecountPeopleSchema(), gives=JobSchema())
    def recount_people(self, command: RecountPeople, caller: Caller) -> dict[str, Any]:
        return ask(self, "recount_tallies", {}, caller, lane="recount_tallies")  # type: ignore[arg-type]

    @job("mirrors.tend")
    def recount_tallies(self, job: Job, caller: Caller) -> Step | Finished:
        """Area by area, then their sums; `differing` should be 0."""
        at = job.cursor or BEGINNING
        if at["after"] is None:
            sums = recount_sums(self.begin, caller)
            wrong = {**at["wrong"], "sums": sums}
            said = {"areas": job.done, "differing": at["differing"] + sums, "wrong": wrong}
            return Finished(job.done, said)
        found = recount_areas(at["after"], self.begin, caller)
        numbers = found.wrong.numbers()
        cursor = {
            "after": found.after,
            "differing": at["differing"] + found.differing,
            "wrong": {name: at["wrong"][name] + numbers[name] for name in WRONG},
        }
        return Step(cursor, done=job.done + found.areas)
