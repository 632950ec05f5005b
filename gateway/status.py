"""How the house fares: every service of every cell asked at once; one that does not answer is away."""

import threading
import time
from collections.abc import Mapping
from contextvars import copy_context
from typing import Any

from gateway.answer import JSON, NOT_KEPT, OWN_THINGS_ONLY, VARIES, Answer
from gateway.body import refuse_body
from gateway.callers import Admitted
from gateway.cells import Cell
from gateway.endpoint import Desk
from gateway.operations import Operation
from gateway.query import read_query
from gateway.request import Request
from services.chassis import wire
from services.chassis.domain import DomainError
from services.chassis.version import VERSION

WITHIN = 1.0
"""Seconds for all together: whoever asks wants to know now."""
Told = dict[str, Any]


class HouseStatus:
    """What one service refuses is refused: each of them looks at the caller, and they agree."""

    def __init__(self, operation: Operation, desk: Desk) -> None:
        self.name, self.load = operation.route.name, operation.load
        self._operation, self._desk = operation, desk
        self._began = time.monotonic()

    def __call__(self, request: Request, _: Mapping[str, str]) -> Answer:
        """Raises what the gateway refuses."""
        admitted = self._desk.door.admit(request)
        refuse_body(request.environ)
        read_query(request.environ["QUERY_STRING"], {})
        asked = [
            Asking(self._operation, self._desk, cell, name, request, admitted)
            for cell in self._desk.cells
            for name in self._services
        ]
        for one in asked:
            one.thread.start()
        for one in asked:
            one.thread.join()
        for one in asked:
            if one.refused is not None:
                return self._desk.problems.of_refusal(one.refused, request)
        body = wire.dumps(self._composed([one.told() for one in asked]))
        return Answer(self._operation.route.status, [JSON, VARIES, OWN_THINGS_ONLY, NOT_KEPT], body)

    @property
    def _services(self) -> tuple[str, ...]:
        return self._operation.services

    def _composed(self, services: list[Told]) -> Told:
        uptime = int(time.monotonic() - self._began)
        return {
            "is_well": all(is_well(each) for each in services),
            "gateway": {"release": VERSION, "uptime_seconds": uptime},
            "cells": [{"cell": cell.name, "is_up": cell.is_up} for cell in self._desk.cells if cell.name],
            "services": services,
        }


class Asking:
    """One service of one cell asked in a thread of its own."""

    def __init__(
        self, operation: Operation, desk: Desk, cell: Cell, service: str, request: Request, admitted: Admitted
    ) -> None:
        self._operation, self._desk = operation, desk
        self._cell, self._service = cell, service
        self._request, self._admitted = request, admitted
        self._answer: Told | None = None
        self.refused: Told | None = None
        self._state = "away"
        self.thread = threading.Thread(target=copy_context().run, args=(self._ask,), daemon=True)

    def told(self) -> Told:
        return {
            "service": self._service,
            "cell": self._cell.name or None,
            "state": self._state,
            "status": self._answer,
        }

    def _ask(self) -> None:
        try:
            reply = self._cell.call(
                self._admitted.caller.district,
                self._service,
                self._operation.rpc.method,
                {},
                token=self._admitted.token,
                request_id=self._request.request_id,
                language=self._request.language,
                deadline=min(WITHIN, self._desk.deadline),
                key=None,
                accepted_at=self._admitted.accepted_at,
            )
        except DomainError:
            return
        self._answer, self.refused = reply.answer, reply.refused
        self._state = "broken" if reply.answer is None else "there"


def is_well(told: Told) -> bool:
    status = told["status"]
    return status is not None and status["is_ready"] and not status["troubles"]
