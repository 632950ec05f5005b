"""For every service that keeps mirrors: feed them anew, and count them against their sources, as jobs."""

from typing import Any

from services.chassis.bus.decorators import job, rpc
from services.chassis.bus.job_desk import JobDesk, JobSchema, ask
from services.chassis.bus.mirrors import Counting, Feeding
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step

TEND = "mirrors.tend"
LANE = "mirrors"


class MirrorTending(JobDesk):
    """A mixin; the container gives `foundation`, `begin` and `remote`."""

    @rpc(TEND, gives=JobSchema())
    def refeed_mirrors(self, _: object, caller: Caller) -> dict[str, Any]:
        """`result`: {"taken": {mirror: rows}}."""
        return ask(self, "feed_mirrors", {}, caller, lane=LANE)

    @rpc(TEND, gives=JobSchema())
    def recount_mirrors(self, _: object, caller: Caller) -> dict[str, Any]:
        """`result`: {"mirrors": {mirror: {source, mirrored, missing, extra, behind}}}."""
        return ask(self, "count_mirrors", {}, caller, lane=LANE)

    @job(TEND)
    def feed_mirrors(self, job: Job, caller: Caller) -> Step | Finished:
        return Feeding(self, job).step(caller)

    @job(TEND)
    def count_mirrors(self, job: Job, caller: Caller) -> Step | Finished:
        return Counting(self, job).step(caller)
