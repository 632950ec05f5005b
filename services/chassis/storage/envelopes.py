"""A recorded event as it goes out: a CloudEvents envelope in an outbox row, written at the commit."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from services.chassis import wire
from services.chassis.domain import Event
from services.chassis.ids import new_id
from services.chassis.storage.sql import Sql, Written


def written(
    district: str, events: Sequence[Event], *, service: str, request_id: str, now: datetime
) -> Written:
    """One insert for all events of a call."""
    values: list[Any] = []
    for event in events:
        envelope = envelope_of(event, district, service=service, request_id=request_id, now=now)
        kept = (envelope["id"], envelope["type"], event.subject, envelope["aggregateversion"])
        values += (district, *kept, wire.dumps(envelope).decode(), now)
    return _insert(len(events)), tuple(values)


def envelope_of(
    event: Event, district: str, *, service: str, request_id: str, now: datetime
) -> dict[str, Any]:
    """CloudEvents 1.0 with our extension attributes."""
    name = type(event).__name__
    return {
        "specversion": "1.0",
        "id": new_id(),
        "source": f"/linli/{service}",
        "type": f"linli.{service}.{name}.v1",
        "subject": event.subject,
        "time": now,
        "datacontenttype": "application/json",
        "district": district,
        "aggregateversion": getattr(event, "version", None),
        "requestid": request_id,
        "data": {field.name: getattr(event, field.name) for field in fields(event)},
    }


_inserts: dict[int, Sql] = {}


def _insert(count: int) -> Sql:
    if count not in _inserts:
        columns = "district, id, type, subject, version, body, recorded_at"
        places = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * count)
        _inserts[count] = Sql(f"INSERT INTO outbox ({columns}) VALUES {places}")
    return _inserts[count]
