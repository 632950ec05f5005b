"""What a process counts of itself, for /metrics; names are API, guarded by a test."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

registry = CollectorRegistry()
ProcessCollector(registry=registry)

rpc_seconds = Histogram(
    "linli_rpc_seconds",
    "Time from taking a request to its reply, by method and outcome (answered, refused, broken, late)",
    ["method", "outcome"],
    buckets=SECONDS,
    registry=registry,
)
http_seconds = Histogram(
    "linli_http_seconds",
    "Time from the head of a request to its answer, by route and status",
    ["route", "status"],
    buckets=SECONDS,
    registry=registry,
)
http_limited = Counter(
    "linli_http_limited",
    "Requests refused as too many, by whose (person, key, address, district) and of what load",
    ["whose", "load"],
    registry=registry,
)
tokens_refused = Counter(
    "linli_tokens_refused",
    "Requests refused for their token, by reason: those without one, too",
    ["reason"],
    registry=registry,
)
events_published = Counter(
    "linli_events_published", "Events that the broker has confirmed", ["service"], registry=registry
)
events_returned = Counter(
    "linli_events_returned", "Events that no queue took: an alarm", ["event_type"], registry=registry
)
events_heard = Counter(
    "linli_events_heard",
    "Events taken, by handler and outcome (handled, known, parked, dead, left)",
    ["handler", "outcome"],
    registry=registry,
)
events_waiting = Gauge(
    "linli_events_waiting", "Inbox rows that are parked or dead", ["service", "state"], registry=registry
)
jobs_ended = Counter(
    "linli_jobs_ended",
    "Jobs that are over, by kind and outcome (done, failed, cancelled)",
    ["kind", "outcome"],
    registry=registry,
)
bulk_waited_seconds = Histogram(
    "linli_bulk_waited_seconds",
    "How long heavy work stood back before a step, because answers were slow, by kind of job",
    ["job"],
    buckets=SECONDS,
    registry=registry,
)
outbox_depth = Gauge(
    "linli_outbox_depth", "Events written and not yet confirmed", ["service"], registry=registry
)
audit_unsealed_seconds = Gauge(
    "linli_audit_unsealed_seconds",
    "Age of the oldest audit row that is in no block yet",
    ["service"],
    registry=registry,
)
spool_age_seconds = Gauge(
    "linli_spool_age_seconds",
    "Age of the oldest read of personal data that is not yet in the audit",
    ["service"],
    registry=registry,
)
log_lines_lost = Counter("linli_log_lines_lost", "Log lines for which there was no room", registry=registry)


hub_lag_seconds = Histogram(
    "linli_hub_lag_seconds",
    "How late the hub came back to its beat, four times a second",
    buckets=SECONDS,
    registry=registry,
)
cell_up = Gauge(
    "linli_cell_up", "Whether the gateway reaches the broker of a cell", ["cell"], registry=registry
)
database_up = Gauge(
    "linli_database_up", "Whether the last look at the database was answered", ["service"], registry=registry
)
broker_up = Gauge(
    "linli_broker_up", "Whether the last look at the queues was answered", ["service"], registry=registry
)
outbox_oldest_seconds = Gauge(
    "linli_outbox_oldest_seconds",
    "Age of the oldest event that is written and not yet confirmed",
    ["service"],
    registry=registry,
)
events_waiting_oldest_seconds = Gauge(
    "linli_events_waiting_oldest_seconds",
    "Time since the first of the inbox rows that are parked or dead was set aside last",
    ["service", "state"],
    registry=registry,
)
jobs_unended = Gauge("linli_jobs_unended", "Jobs that wait or run", ["service", "state"], registry=registry)
jobs_oldest_seconds = Gauge(
    "linli_jobs_oldest_seconds",
    "Age of the oldest job that waits or runs",
    ["service", "state"],
    registry=registry,
)
queue_depth = Gauge(
    "linli_queue_depth", "Messages that are in no consumer's hands", ["queue"], registry=registry
)
queue_consumers = Gauge("linli_queue_consumers", "Consumers of a queue", ["queue"], registry=registry)
queue_oldest_seconds = Gauge(
    "linli_queue_oldest_seconds",
    "At most so old is the oldest message of a queue",
    ["queue"],
    registry=registry,
)
pool_size = Gauge(
    "linli_pool_size", "Connections that a pool may open", ["service", "pool"], registry=registry
)
pool_in_use = Gauge(
    "linli_pool_in_use", "Connections that are taken from a pool", ["service", "pool"], registry=registry
)
pool_waiting = Gauge(
    "linli_pool_waiting", "Calls that wait for a connection", ["service", "pool"], registry=registry
)
leases_held = Gauge(
    "linli_leases_held", "Leases that some process of the service holds", ["service"], registry=registry
)
info = Gauge(
    "linli_info", "Always 1: the release that a service runs", ["service", "version"], registry=registry
)


def rendered() -> bytes:
    """In Prometheus's text format."""
    return generate_latest(registry)
