"""Calls from one service to another: before the first `begin` only (D1), as the service itself."""

from typing import Any, Protocol

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.request import Request
from services.chassis.errors import RemoteRefused, ServiceUnavailable
from services.chassis.logs import request_id as current_request


class HasBegun(Protocol):
    @property
    def is_open(self) -> bool: ...


class CalledInsideTransaction(RuntimeError):
    """A remote call while a transaction is open: a defect, refused in production too."""


class Remote:
    """Carries the request's id, language and what is left of its deadline; of an event the id alone."""

    def __init__(
        self, foundation: Foundation, district: str, request: Request | None, call: HasBegun
    ) -> None:
        self._foundation, self._district = foundation, district
        self._request, self._call = request, call

    def call(self, service: str, method: str, body: dict[str, Any]) -> dict[str, Any]:
        if self._call.is_open:
            raise CalledInsideTransaction(f"{service}.{method}")
        return call_as_service(self._foundation, self._district, service, method, body, self._request)


def call_as_service(
    foundation: Foundation,
    district: str,
    service: str,
    method: str,
    body: dict[str, Any],
    request: Request | None = None,
) -> dict[str, Any]:
    """The answer; raises ServiceUnavailable, DeadlinePassed or RemoteRefused."""
    now = foundation.clock.now()
    reply = foundation.client.call(
        service,
        method,
        body,
        token=foundation.mint(district, now),
        request_id=request.request_id if request else current_request.get(),
        language=request.language if request else "zh_CN",
        deadline=request.deadline - now.timestamp() if request else foundation.settings.limits.rpc_deadline,
    )
    if reply.answer is not None:
        return reply.answer
    if reply.refused is not None:
        raise RemoteRefused(service, method, str(reply.refused["code"]))
    raise ServiceUnavailable(service=service)
