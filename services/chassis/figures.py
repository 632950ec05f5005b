"""How a service fares, as it last looked at itself: for its metrics and for its status."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.chassis.storage.holdings import Holdings

LATE = 60.0
"""Seconds that an event may wait to be published, and an audit row to be sealed, while all is well."""
QUEUE_LATE = 120.0
JOB_LATE = 600.0
"""Seconds that a job may wait to begin."""


@dataclass(frozen=True)
class QueueFigure:
    """`depth` are the messages that nobody has in hand; `oldest_seconds` is at most so much.

    RabbitMQ tells no age: no message is older than what was last delivered, nor than the last moment at which
    the queue was seen empty."""

    name: str
    depth: int
    consumers: int
    oldest_seconds: float


@dataclass(frozen=True)
class PoolFigure:
    name: str
    size: int
    in_use: int
    waiting: int


@dataclass(frozen=True)
class Figures:
    """`queues` is None while the broker does not answer; `jobs_failed` are those of the last day.

    Without the database what it would tell is as it was last known."""

    has_database: bool
    holdings: Holdings
    jobs_failed: int
    unsealed_seconds: float
    spool_seconds: float
    queues: tuple[QueueFigure, ...] | None
    pools: tuple[PoolFigure, ...]


NOT_LOOKED_YET = Figures(True, Holdings(), 0, 0.0, 0.0, (), ())


def troubles(figures: Figures) -> list[str]:
    """What somebody has to look at: names of rows in docs/guides/seeing.md."""
    return list(_troubles(figures))


def _troubles(figures: Figures) -> Iterator[str]:
    held = figures.holdings
    if not figures.has_database:
        yield "database_away"
    if figures.queues is None:
        yield "broker_away"
    if held.outbox.oldest_seconds > LATE:
        yield "outbox_late"
    if held.dead.count:
        yield "events_dead"
    if held.jobs_waiting.oldest_seconds > JOB_LATE:
        yield "jobs_late"
    if max(figures.unsealed_seconds, figures.spool_seconds) > LATE:
        yield "audit_late"
    if any(pool.waiting for pool in figures.pools):
        yield "pool_exhausted"
    yield from _of_queues(figures.queues or ())


def _of_queues(queues: tuple[QueueFigure, ...]) -> Iterator[str]:
    letters = [queue for queue in queues if not queue.name.startswith(("rpc.", "events."))]
    heard = [queue for queue in queues if queue not in letters]
    if any(queue.depth and not queue.consumers for queue in heard):
        yield "queue_unheard"
    if any(queue.oldest_seconds > QUEUE_LATE for queue in heard):
        yield "queue_late"
    if any(queue.depth for queue in letters):
        yield "dead_letters"
