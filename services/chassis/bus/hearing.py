"""One event, one handler: inbox row and effect in one transaction, or parked with its reason (D1, D7).

Answers defect 6: a handler that raises neither loses its event nor loops hot.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.chassis import metrics, tracing, wire
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import Remote
from services.chassis.caller import WHOLE_DISTRICT
from services.chassis.crash import crash_at, poison
from services.chassis.errors import DatabaseUnavailable, DistrictClosed
from services.chassis.logs import request_id as current_request
from services.chassis.storage import inbox
from services.chassis.storage.call import AlreadyHandled, Call, InboxClaim
from services.chassis.storage.failures import has_timed_out

log = logging.getLogger(__name__)

Envelope = Mapping[str, Any]
Apply = Callable[[Any, Envelope, Call], None]
OVERTAKEN = 5
"""How often a handler begins anew that others overtook, before its event is set aside."""
ATTEMPTS = 3
"""The third redelivery of an event that never came to an end sets it dead (*crashed*)."""


class Unfit(Exception):
    """What an event brings cannot be taken; the reason names columns, never values."""


class Overtaken(Exception):
    """What was asked before `begin` is no more what it was: to be done from its beginning."""


@dataclass(frozen=True)
class Hearer:
    """`apply(service, envelope, call)` does the work inside the call's transaction."""

    name: str
    apply: Apply


def hear(foundation: Foundation, hearer: Hearer, envelope: Envelope) -> str:
    """Apply once: `handled`, `known` when it was before, or `parked`/`dead`.

    `left` where its district is closed: it is sent once more where, and when, that is opened.

    Raises DatabaseUnavailable when nothing could be noted at all: the caller tries again.
    """
    current_request.set(str(envelope.get("requestid", "")))
    with tracing.after(foundation.name, envelope.get("traceparent"), hearer.name, "consumer") as span:
        outcome = _heard(foundation, hearer, envelope, span)
        span.note("linli.outcome", outcome)
        span.note("linli.event_id", envelope["id"])
    metrics.events_heard.labels(hearer.name, outcome).inc()
    return outcome


def _heard(foundation: Foundation, hearer: Hearer, envelope: Envelope, span: tracing.Span) -> str:
    try:
        if foundation.database.closed.has(envelope["district"]):
            return "left"
        return _apply(foundation, hearer, envelope)
    except DistrictClosed:
        return "left"
    except Exception as failed:
        if isinstance(failed, DatabaseUnavailable) and not has_timed_out(failed):
            raise
        log.exception("handler raised", extra={"handler": hearer.name, "event_id": envelope["id"]})
        span.fail(type(failed).__name__)
        reason = str(failed) if isinstance(failed, Unfit) else type(failed).__name__
        return _park(foundation, hearer, envelope, reason)


def _apply(foundation: Foundation, hearer: Hearer, envelope: Envelope) -> str:
    for _ in range(OVERTAKEN):
        with suppress(Overtaken):
            return apply_once(foundation, hearer, envelope)
    raise Overtaken()


def did_not_end(foundation: Foundation, hearer: Hearer, envelope: Envelope) -> bool:
    """Whether it was run alone before, and the process ended first."""
    with foundation.database.look(envelope["district"]) as rows:
        return inbox.attempts(rows, rows.district, hearer.name, envelope["id"]) > 0


def begin_again(foundation: Foundation, hearer: Hearer, envelope: Envelope) -> bool:
    """A redelivered event: the attempt is noted in a transaction of its own before it is run.

    False when it is not to be run any more: it is dead.
    """
    now, event_id = foundation.clock.now(), envelope["id"]
    with foundation.database.work(envelope["district"]) as rows:
        attempt = inbox.note_attempt(rows, rows.district, hearer.name, event_id, now)
    if attempt >= ATTEMPTS:
        bury(foundation, hearer.name, envelope)
    return attempt < ATTEMPTS


def bury(foundation: Foundation, handler: str, envelope: Envelope) -> None:
    """Its handler ended the process too often: dead, and visible as such."""
    with foundation.database.work(envelope["district"]) as rows:
        inbox.bury(
            rows,
            rows.district,
            handler,
            envelope["id"],
            envelope=wire.dumps(envelope).decode(),
            reason="crashed",
            now=foundation.clock.now(),
        )
    metrics.events_heard.labels(handler, "dead").inc()
    log.error("event set dead: its handler crashed", extra={"handler": handler, "event_id": envelope["id"]})


def _park(foundation: Foundation, hearer: Hearer, envelope: Envelope, reason: str) -> str:
    with foundation.database.work(envelope["district"]) as rows:
        state = inbox.park(
            rows,
            rows.district,
            hearer.name,
            envelope["id"],
            envelope=wire.dumps(envelope).decode(),
            error=reason,
            now=foundation.clock.now(),
            waits=foundation.parked_waits,
        )
    crash_at("handler_after_park")
    return state


def apply_once(foundation: Foundation, hearer: Hearer, envelope: Envelope) -> str:
    poison(hearer.name, str(envelope.get("subject", "")))
    now = foundation.clock.now()
    call = event_call(foundation, hearer, envelope, now)
    service = foundation.service()
    service.begin, service.clock, service.foundation = call.begin, foundation.clock, foundation
    service.remote = Remote(foundation, envelope["district"], None, call)
    try:
        hearer.apply(service, envelope, call)
        with call.begin(call.caller):
            pass  # a handler that wrote nothing still leaves its inbox row
        crash_at("handler_before_commit")
        call.commit(None)
    except AlreadyHandled:
        return "known"
    finally:
        call.rollback()
    crash_at("handler_after_commit")
    if call.has_recorded:
        foundation.wake_relay()
    if call.has_asked_for_work:
        foundation.wake_jobs()
    return "handled"


def event_call(foundation: Foundation, hearer: Hearer, envelope: Envelope, now: datetime) -> Call:
    return Call(
        foundation.database,
        foundation.service.transaction,
        caller=foundation.own_caller(envelope["district"], str(envelope.get("requestid", ""))),
        permission="",
        scope=WHOLE_DISTRICT,
        writes=True,
        action=hearer.name,
        now=now,
        inbox=InboxClaim(hearer.name, envelope["id"]),
    )
