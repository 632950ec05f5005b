"""For every service: how it fares, for whoever runs the house. Told from its last look at itself, so that it
answers as quickly without its database as with it."""

from typing import Any

from services.chassis.bus.client import queue_of
from services.chassis.bus.decorators import rpc
from services.chassis.caller import Caller
from services.chassis.figures import troubles
from services.chassis.schema import Flag, Integer, ListOf, Moment, Nested, Schema, Text
from services.chassis.version import VERSION


class LotSchema(Schema):
    schema_name = "operator.Lot"

    count = Integer()
    oldest_seconds = Integer()


class QueueSchema(Schema):
    """`oldest_seconds` is at most so much."""

    schema_name = "operator.Queue"

    name = Text()
    depth = Integer()
    consumers = Integer()
    oldest_seconds = Integer()


class PoolSchema(Schema):
    schema_name = "operator.Pool"

    name = Text()
    size = Integer()
    in_use = Integer()
    waiting = Integer()


class JobFiguresSchema(Schema):
    """`failed` in the last day."""

    schema_name = "operator.Jobs"

    waiting = Nested(LotSchema)
    running = Nested(LotSchema)
    failed = Integer()


class StatusSchema(Schema):
    """`instances` and `queues` are null while the broker does not answer; counts end at 10,000.

    `troubles` names what somebody has to look at."""

    schema_name = "operator.Status"

    service = Text()
    release = Text()
    started_at = Moment()
    uptime_seconds = Integer()
    instances = Integer(allow_none=True)
    is_ready = Flag()
    has_database = Flag()
    troubles = ListOf(Text())
    outbox = Nested(LotSchema)
    parked = Nested(LotSchema)
    dead = Nested(LotSchema)
    jobs = Nested(JobFiguresSchema)
    queues = ListOf(Nested(QueueSchema), allow_none=True)
    pools = ListOf(Nested(PoolSchema))
    unsealed_seconds = Integer()
    leases = Integer()


class SelfReport:
    """A mixin; of one instance, of all districts together, and of nobody in particular."""

    name: str
    foundation: Any
    clock: Any

    @rpc("operator.read", gives=StatusSchema(), reads="public")
    def get_status(self, _: object, caller: Caller) -> dict[str, Any]:
        foundation, figures = self.foundation, self.foundation.figures
        held, queues = figures.holdings, figures.queues
        own = [queue.consumers for queue in queues or () if queue.name == queue_of(self.name)]
        return {
            "service": self.name,
            "release": VERSION,
            "started_at": foundation.started_at,
            "uptime_seconds": (self.clock.now() - foundation.started_at).total_seconds(),
            "instances": own[0] if own else None,
            "is_ready": foundation.is_ready(),
            "has_database": figures.has_database,
            "troubles": troubles(figures),
            "outbox": held.outbox,
            "parked": held.parked,
            "dead": held.dead,
            "jobs": {
                "waiting": held.jobs_waiting,
                "running": held.jobs_running,
                "failed": figures.jobs_failed,
            },
            "queues": queues,
            "pools": figures.pools,
            "unsealed_seconds": figures.unsealed_seconds,
            "leases": held.leases,
        }
