"""One route at work: request to command, one RPC, answer to response."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from gateway.answer import JSON, NOT_KEPT, OWN_THINGS_ONLY, REVALIDATED, VARIES, Answer, Headers
from gateway.body import read_object, refuse_body
from gateway.callers import Admitted, Door, token_of
from gateway.cells import Cells
from gateway.cursors import Cursors, Listing
from gateway.download import sent_file
from gateway.errors import PathUnknown, SomethingBroke
from gateway.etag import etag, is_known, seen_version
from gateway.idempotency import HEADER, key_of
from gateway.labels.drawings import Drawings
from gateway.operations import CURSOR, SEEN_VERSION, Operation
from gateway.problem import Problems
from gateway.query import read_query
from gateway.refused_tokens import pass_on
from gateway.request import Request
from gateway.rpc import Reply
from gateway.sunset import sunset_headers
from services.chassis import wire
from services.chassis.blobs.port import BlobStore
from services.chassis.errors import FieldError, FieldsInvalid, TokenRefused
from services.chassis.platform_secret import PREFIX

Command = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """What every endpoint works with; `deadline` in seconds."""

    cells: Cells
    door: Door
    cursors: Cursors
    problems: Problems
    body_limit: int
    depth_limit: int
    deadline: float
    store: BlobStore
    drawings: Drawings


class Endpoint:
    """`shown_at` is the path under which a created thing can be read, if it can."""

    def __init__(self, operation: Operation, desk: Desk, shown_at: str | None = None) -> None:
        self.name, self.load = operation.route.name, operation.load
        self._operation, self._desk, self._shown_at = operation, desk, shown_at
        self._method = operation.rpc.method
        self._readers = operation.readers()
        self._sunset = sunset_headers(operation.route)

    def __call__(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        """Raises what the gateway refuses, ServiceUnavailable or DeadlinePassed."""
        admitted = self._admitted(request, parameters)
        operation = self._operation
        if operation.writes:
            self._desk.cells.refuse_moving(admitted.caller.district)
        key = key_of(request.environ.get(HEADER), operation.needs_key)
        service = operation.service_for(parameters)
        command: Command = {name: parameters[name] for name in operation.path_fields}
        command |= read_query(request.environ["QUERY_STRING"], self._readers)
        if operation.has_body:
            self._add_body(command, request)
        else:
            refuse_body(request.environ)
        asked = {**command, "*": service}
        listing = Listing(operation.route.rpc, admitted.caller, asked) if operation.is_paged else None
        if listing is not None and command.get(CURSOR) is not None:
            command[CURSOR] = self._desk.cursors.read(command[CURSOR], listing)
        return self._asked(service, command, request, admitted, key, listing)

    def _admitted(self, request: Request, parameters: Mapping[str, str]) -> Admitted:
        """Raises TokenRefused, once the service that was meant has heard of whom the token speaks."""
        try:
            return self._desk.door.admit(request)
        except TokenRefused as refused:
            token = token_of(request)
            if refused.bearer is not None and not token.startswith(PREFIX):
                self._pass_on(token, refused.bearer.district, request, parameters)
            raise

    def _pass_on(self, token: str, district: str, request: Request, parameters: Mapping[str, str]) -> None:
        """Never a platform's secret: it opens more than the one call."""
        with suppress(PathUnknown):
            service = self._operation.service_for(parameters)
            pass_on(self._desk.cells, district, service, self._method, token, request)

    def _add_body(self, command: Command, request: Request) -> None:
        environ, desk = request.environ, self._desk
        if self._operation.is_conditional:
            command[SEEN_VERSION] = seen_version(environ.get("HTTP_IF_MATCH"))
        sent = read_object(environ, desk.body_limit, desk.depth_limit)
        if misplaced := [name for name in self._operation.not_in_body if name in sent]:
            raise FieldsInvalid([FieldError(name, "unknown") for name in misplaced])
        command.update(sent)

    def _asked(
        self,
        service: str,
        command: Command,
        request: Request,
        admitted: Admitted,
        key: str | None,
        listing: Listing | None,
    ) -> Answer:
        reply = self._replied(service, command, request, admitted, key)
        if reply.refused is not None:
            return self._desk.problems.of_refusal(reply.refused, request)
        if reply.answer is None:
            raise SomethingBroke
        if self._operation.route.sends:
            return sent_file(reply.answer, admitted.caller.district, self._desk.store, self._sunset)
        if listing is not None and (position := reply.answer.get("next")) is not None:
            reply.answer["next"] = self._desk.cursors.write(position, listing)
        if self._operation.route.drawn:
            return self._desk.drawings(self._operation.route.drawn, reply.answer, request)
        return self._shown(reply.answer, request)

    def _replied(
        self, service: str, command: Command, request: Request, admitted: Admitted, key: str | None
    ) -> Reply:
        """The last one's reply, or the first that holds no answer; all within one deadline."""
        deadline, began = self._desk.deadline, time.monotonic()
        reply = self._call(service, self._method, command, request, admitted, key, deadline)
        if self._operation.goes_on and reply.answer is not None:
            last, left = self._operation.last, max(deadline - (time.monotonic() - began), 0.0)
            return self._call(last.service, last.method, reply.answer, request, admitted, None, left)
        return reply

    def _call(
        self,
        service: str,
        method: str,
        command: Command,
        request: Request,
        admitted: Admitted,
        key: str | None,
        deadline: float,
    ) -> Reply:
        return self._desk.cells.call(
            admitted.caller.district,
            service,
            method,
            command,
            token=admitted.token,
            request_id=request.request_id,
            language=request.language,
            deadline=deadline,
            key=key,
            accepted_at=admitted.accepted_at,
        )

    def _shown(self, answer: dict[str, Any], request: Request) -> Answer:
        body = wire.dumps(answer)
        status: int = self._operation.route.status
        headers: Headers = [JSON, VARIES, OWN_THINGS_ONLY, *self._sunset]
        version = answer.get("version")
        if version is not None:
            headers.append(("ETag", tag := etag(version, body)))
            known = request.environ.get("HTTP_IF_NONE_MATCH")
            if known is not None and not self._operation.has_body and is_known(known, tag):
                status, body = HTTPStatus.NOT_MODIFIED, b""
        if (seconds := answer.get("retry_after")) is not None:
            headers.append(("Retry-After", str(seconds)))
        headers.append(NOT_KEPT if version is None or self._operation.has_body else REVALIDATED)
        if self._shown_at is not None and "id" in answer:
            headers.append(("Location", f"{self._shown_at}/{answer['id']}"))
        return Answer(status, headers, body)
