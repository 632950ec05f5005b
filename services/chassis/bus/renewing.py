"""For every service: new keys for a district, all of it sealed anew, the older keys destroyed (D11)."""

from typing import Any

from services.chassis.bulk.resealing import RESEAL, RETIRE
from services.chassis.bus.decorators import bulk_job, rpc
from services.chassis.bus.job_desk import JobDesk, JobSchema, ask
from services.chassis.caller import Caller
from services.chassis.jobs import Job

RENEW = "seals.renew"
LANE = "keys"


class KeyRenewal(JobDesk):
    """A mixin; the service names what its child does (`bulk`)."""

    foundation: Any

    @rpc(RENEW, gives=JobSchema())
    def renew_keys(self, _: object, caller: Caller) -> dict[str, Any]:
        """A new data key and digest key, or on with a renewal that has not ended.

        `result`: {"version", "left": {column: count}}."""
        versions = self._versions(caller.district)
        version = versions[-1] + 1 if len(versions) == 1 else versions[-1]
        return ask(self, RESEAL, {"version": version}, caller, lane=LANE)

    @rpc(RENEW, gives=JobSchema())
    def destroy_older_keys(self, _: object, caller: Caller) -> dict[str, Any]:
        """The older keys are destroyed, if nothing is left that needs them. `result`: {"version"}."""
        return ask(self, RETIRE, {}, caller, lane=LANE)

    @bulk_job(RENEW)
    def reseal(self, job: Job, caller: Caller) -> None:
        version: int = job.params["version"]
        if version > self._versions(caller.district)[-1]:
            self.foundation.seals.keys.make(caller.district, version)

    @bulk_job(RENEW)
    def retire_keys(self, job: Job, caller: Caller) -> None:
        """The child needs nothing."""

    def _versions(self, district: str) -> tuple[int, ...]:
        """As they are in this moment."""
        self.foundation.database.meet(district)
        versions: tuple[int, ...] = self.foundation.seals.keys.read(district)
        return versions
