"""A recorded event as it goes out: a CloudEvents envelope in an outbox row, written at the commit."""

from collections.abc import Container, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from services.chassis import tracing, wire
from services.chassis.domain import Event
from services.chassis.ids import new_id
from services.chassis.storage.sql import Sql, Written


def written(
    district: str,
    events: Sequence[Event],
    *,
    service: str,
    request_id: str,
    now: datetime,
    heard: Container[str] | None = None,
) -> Written:
    """One insert for all events of a call; `heard` are the types that somebody listens to, None is all."""
    values: list[Any] = []
    for event in events:
        envelope = envelope_of(event, district, service=service, request_id=request_id, now=now)
        kept = (envelope["id"], envelope["type"], event.subject, envelope["aggregateversion"])
        is_unheard = heard is not None and envelope["type"] not in heard
        values += (district, *kept, wire.dumps(envelope).decode(), now, is_unheard)
    return _insert(len(events)), tuple(values)


def type_of(event: Event, service: str) -> str:
    return f"linli.{service}.{type(event).__name__}.v1"


def envelope_of(
    event: Event, district: str, *, service: str, request_id: str, now: datetime
) -> dict[str, Any]:
    """CloudEvents 1.0 with our extension attributes, and that of traces where there is one."""
    trace = tracing.traceparent()
    return {
        "specversion": "1.0",
        "id": new_id(),
        "source": f"/linli/{service}",
        "type": type_of(event, service),
        "subject": event.subject,
        "time": now,
        "datacontenttype": "application/json",
        "district": district,
        "aggregateversion": getattr(event, "version", None),
        "requestid": request_id,
        **({"traceparent": trace} if trace else {}),
        "data": {field.name: getattr(event, field.name) for field in fields(event)},
    }


@cache
def _insert(count: int) -> Sql:
    columns = "district, id, type, subject, version, body, recorded_at, unheard"
    places = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * count)
    return Sql(f"INSERT INTO outbox ({columns}) VALUES {places}", hot=count == 1)
