"""What a service saw of itself, as the figures of /metrics."""

from services.chassis import metrics
from services.chassis.figures import Figures, PoolFigure, QueueFigure
from services.chassis.storage.holdings import Holdings
from services.chassis.version import VERSION


def show(service: str, figures: Figures) -> None:
    metrics.info.labels(service, VERSION).set(1)
    metrics.database_up.labels(service).set(figures.has_database)
    metrics.broker_up.labels(service).set(figures.queues is not None)
    metrics.audit_unsealed_seconds.labels(service).set(figures.unsealed_seconds)
    metrics.spool_age_seconds.labels(service).set(figures.spool_seconds)
    _show_holdings(service, figures.holdings)
    for queue in figures.queues or ():
        _show_queue(queue)
    for pool in figures.pools:
        _show_pool(service, pool)


def _show_holdings(service: str, held: Holdings) -> None:
    metrics.outbox_depth.labels(service).set(held.outbox.count)
    metrics.outbox_oldest_seconds.labels(service).set(held.outbox.oldest_seconds)
    for state, lot in (("parked", held.parked), ("dead", held.dead)):
        metrics.events_waiting.labels(service, state).set(lot.count)
        metrics.events_waiting_oldest_seconds.labels(service, state).set(lot.oldest_seconds)
    for state, lot in (("waiting", held.jobs_waiting), ("running", held.jobs_running)):
        metrics.jobs_unended.labels(service, state).set(lot.count)
        metrics.jobs_oldest_seconds.labels(service, state).set(lot.oldest_seconds)
    metrics.leases_held.labels(service).set(held.leases)


def _show_queue(queue: QueueFigure) -> None:
    metrics.queue_depth.labels(queue.name).set(queue.depth)
    metrics.queue_consumers.labels(queue.name).set(queue.consumers)
    metrics.queue_oldest_seconds.labels(queue.name).set(queue.oldest_seconds)


def _show_pool(service: str, pool: PoolFigure) -> None:
    metrics.pool_size.labels(service, pool.name).set(pool.size)
    metrics.pool_in_use.labels(service, pool.name).set(pool.in_use)
    metrics.pool_waiting.labels(service, pool.name).set(pool.waiting)
