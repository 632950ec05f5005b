"""The RPC entrypoint: verify, permit, load, call, dump, commit, reply (D1, D2, D14).

Answers defects 1, 10 and 15: a request past its deadline is not started, requests are transient,
and an unexpected error tells the caller a request id and nothing else.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from nameko.extensions import Entrypoint

from services.chassis import metrics, tracing, wire
from services.chassis.bus import request as wires
from services.chassis.bus.client import queue_of
from services.chassis.bus.consumer import Consumer, Delivery
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import Remote
from services.chassis.bus.request import Request
from services.chassis.caller import Caller, Scope
from services.chassis.crash import crash_at
from services.chassis.domain import BearerRefused, DomainError
from services.chassis.errors import DistrictClosed, PermissionMissing, StaleVersion, TokenRefused
from services.chassis.logs import request_id as current_request
from services.chassis.refusals import Refused, refusal_of
from services.chassis.schema import Schema
from services.chassis.specs import RpcSpec, rpcs_of
from services.chassis.storage.call import AlreadyAnswered, Call, IdempotencyClaim

NOTHING = Schema()
"""What a method takes that takes nothing: an object without fields."""

log = logging.getLogger(__name__)


class RpcServer(Entrypoint):
    """One a service: all its methods share one queue."""

    consumer = Consumer()

    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        self.methods = methods_of(self.foundation.service)
        self.queue = queue_of(self.foundation.name)
        self.consumer.hear(self.queue, self.container.max_workers, self)

    def stop(self) -> None:
        self.consumer.cancel(self.queue)

    def run(self, service: Any, delivery: Delivery) -> None:
        """In a worker: whatever happens is a reply, then an ack."""
        reply = respond(self.foundation, self.methods, service, delivery.body)
        try:
            if reply is not None:
                delivery.reply(reply)
                crash_at("write_after_reply")
            delivery.ack()
        except Exception as lost:
            # The connection went away under us: the request is redelivered and its key answers it.
            log.warning("reply not sent", extra={"error": type(lost).__name__})


@dataclass(frozen=True)
class Method:
    spec: RpcSpec
    function: Callable[[Any, Any, Caller], object]


def methods_of(service: type) -> dict[str, Method]:
    return {spec.name: Method(spec, getattr(service, spec.name)) for spec in rpcs_of(service)}


def respond(foundation: Foundation, methods: dict[str, Method], service: Any, body: bytes) -> bytes | None:
    """The reply to a request; None when its deadline is past and nobody waits any more."""
    started = time.perf_counter()
    try:
        request = Request.loads(body)
        method = methods[request.method]
        is_late = request.deadline <= time.time()
    except (ValueError, TypeError, KeyError):
        log.error("request not understood")
        return wires.broken("")
    if is_late:
        metrics.rpc_seconds.labels(request.method, "late").observe(0)
        return None
    current_request.set(request.request_id)
    with tracing.after(foundation.name, request.traceparent, request.method, "server") as span:
        outcome, reply = _answer(foundation, method, service, request)
        span.note("linli.outcome", outcome)
        if outcome == "broken":
            span.fail(outcome)
    metrics.rpc_seconds.labels(request.method, outcome).observe(time.perf_counter() - started)
    return reply


def _answer(foundation: Foundation, method: Method, service: Any, request: Request) -> tuple[str, bytes]:
    """A refusal that cannot be told is a defect like others: without a reply it would be asked for ever."""
    try:
        try:
            return "answered", wires.answered(_perform(foundation, method, service, request))
        except DomainError as error:
            return _refusal(foundation, method, request, error)
    except Exception:
        log.exception("method broke", extra={"method": request.method})
        return "broken", wires.broken(request.request_id)


def _refusal(
    foundation: Foundation, method: Method, request: Request, error: DomainError
) -> tuple[str, bytes]:
    if not method.spec.may_refuse(error):
        log.exception("refusal that the contract does not name", extra={"code": error.code})
        return "broken", wires.broken(request.request_id)
    refused: Refused = refusal_of(error, foundation.catalogue, request.language)
    return "refused", wires.refused(refused.as_json())


def _perform(foundation: Foundation, method: Method, service: Any, request: Request) -> bytes:
    """The kept answer of a request that was answered before, or the new one, committed."""
    spec, now = method.spec, foundation.clock.now()
    caller = _caller(foundation, spec, request, now)
    if foundation.database.closed.has(caller.district):
        raise DistrictClosed
    scope = _scope(foundation, caller, spec, now)
    command = (spec.takes or NOTHING).parse(request.body)
    call: Call[Any] = Call(
        foundation.database,
        foundation.service.transaction,
        caller=caller,
        permission=spec.permission,
        scope=scope,
        writes=spec.reads is None,
        action=spec.name,
        now=now,
        key=_claim(spec, request, caller, command),
        deadline=request.deadline,
        spool=foundation.spool,
    )
    service.begin, service.clock, service.foundation = call.begin, foundation.clock, foundation
    service.remote = Remote(foundation, caller.district, request, call)
    try:
        return _conclude(foundation, method, service, command, call)
    except AlreadyAnswered as before:
        return before.answer
    except PermissionMissing:
        foundation.denials.note(caller, spec.name, spec.permission, now)
        raise
    except BearerRefused as refused:
        _note_bearer(foundation, spec, request, now, refused, "secret")
        raise
    except StaleVersion as stale:
        if shown := _ids_in(stale.current):
            call.note_reading(shown)  # the refusal shows the thing as it stands
        raise
    finally:
        call.rollback()


def _caller(foundation: Foundation, spec: RpcSpec, request: Request, now: datetime) -> Caller:
    """Verified here too: a service takes nobody's word for who is asking (D13).

    Whom a rightly signed token speaks of, that does not count, is written down.
    """
    try:
        return foundation.verifier.verify(
            request.token,
            now=now,
            request_id=request.request_id,
            language=request.language,
            accepted_at=_moment(request.accepted_at),
        )
    except TokenRefused as refused:
        _note_bearer(foundation, spec, request, now, refused, "token")
        raise


def _note_bearer(
    foundation: Foundation,
    spec: RpcSpec,
    request: Request,
    now: datetime,
    refused: BearerRefused,
    shown: str,
) -> None:
    if refused.bearer is None or foundation.database.closed.has(refused.bearer.district):
        return
    bearer = replace(refused.bearer, request_id=request.request_id)
    why = f"{shown} {refused.values['reason']}"
    foundation.denials.note(bearer, spec.name, spec.permission, now, why)


def _scope(foundation: Foundation, caller: Caller, spec: RpcSpec, now: datetime) -> Scope:
    """Raises PermissionMissing, written down."""
    scope = foundation.roles.scope(caller, spec.permission, now)
    if scope.is_empty:
        foundation.denials.note(caller, spec.name, spec.permission, now)
        raise PermissionMissing(permission=spec.permission)
    return scope


def _conclude(foundation: Foundation, method: Method, service: Any, command: Any, call: Call) -> bytes:
    result = method.function(service, command, call.caller)
    dumped = method.spec.gives.dump(result)
    answer = wire.dumps(dumped)
    if method.spec.reads == "personal":
        call.seen_ids(_ids_in(dumped))
    crash_at("write_before_commit")
    call.commit(answer)
    crash_at("write_after_commit")
    if call.has_recorded:
        foundation.wake_relay()
    if call.has_asked_for_work:
        foundation.wake_jobs()
    return answer


def _claim(spec: RpcSpec, request: Request, caller: Caller, command: Any) -> IdempotencyClaim | None:
    """None for what keeps no answer, and for a service's writes without a key, kept once by its inbox."""
    if spec.reads is not None or not spec.keeps or request.key is None:
        return None
    body_id = request.body.get("id")
    content = wire.loads(wire.canonical(command))
    if isinstance(content, dict) and body_id is None:
        content.pop("id", None)  # made here: another at each try
    seen = blake2b(wire.canonical(content), digest_size=16).digest()
    return IdempotencyClaim(request.key, seen, spec.name, caller.name, body_id)


def _moment(unix: float | None) -> datetime | None:
    return None if unix is None else datetime.fromtimestamp(unix, UTC)


def _ids_in(answer: dict[str, Any]) -> list[str]:
    """Of whom an answer tells: of one thing, or of the rows of a page."""
    items = answer.get("items", [answer])
    return [str(row["id"]) for row in items if "id" in row]
