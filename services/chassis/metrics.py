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
    "Requests refused because there were too many, by whose (person, key, address) and of what load",
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
    "Events taken, by handler and outcome (handled, known, parked, dead)",
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


def rendered() -> bytes:
    """In Prometheus's text format."""
    return generate_latest(registry)
