"""The RPC entrypoint: a request that is understood and in time is performed and replied to (D1, D14).

Answers defects 1, 10 and 15: a request past its deadline is not started, requests are transient,
and an unexpected error tells the caller a request id and nothing else.
"""

import logging
import time
from typing import Any

from nameko.extensions import Entrypoint

from services.chassis import metrics, tracing
from services.chassis.bus import request as wires
from services.chassis.bus.client import queue_of
from services.chassis.bus.consumer import Consumer, Delivery
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.performing import Method, perform
from services.chassis.bus.request import Request
from services.chassis.crash import crash_at
from services.chassis.domain import DomainError
from services.chassis.logs import request_id as current_request
from services.chassis.refusals import Refused, refusal_of
from services.chassis.specs import rpcs_of

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
            return "answered", wires.answered(perform(foundation, method, service, request))
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
    refused: Refused = refusal_of(method.spec.meant(error), foundation.catalogue, request.language)
    return "refused", wires.refused(refused.as_json())
