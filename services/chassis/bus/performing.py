"""A request performed: verify, permit, load, call, dump, commit (D1, D2, D13)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from services.chassis import wire
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import Remote
from services.chassis.bus.request import Request
from services.chassis.caller import Caller, Scope
from services.chassis.crash import crash_at
from services.chassis.domain import BearerRefused, DomainError
from services.chassis.errors import DistrictClosed, PermissionMissing, StaleVersion, TokenRefused
from services.chassis.schema import Schema
from services.chassis.specs import RpcSpec
from services.chassis.storage.call import AlreadyAnswered, Call, IdempotencyClaim

NOTHING = Schema()
"""What a method takes that takes nothing: an object without fields."""


@dataclass(frozen=True)
class Method:
    spec: RpcSpec
    function: Callable[[Any, Any, Caller], object]


def perform(foundation: Foundation, method: Method, service: Any, request: Request) -> bytes:
    """The kept answer of a request that was answered before, or the new one, committed."""
    asked = Asked(foundation, method.spec, request, foundation.clock.now())
    caller = asked.by_whom()
    if foundation.database.closed.has(caller.district):
        raise DistrictClosed
    scope = asked.within(caller)
    command = (method.spec.takes or NOTHING).parse(request.body)
    call = asked.call(caller, scope, command)
    service.begin, service.clock, service.foundation = call.begin, foundation.clock, foundation
    service.remote = Remote(foundation, caller.district, request, call)
    try:
        return _concluded(foundation, method, service, command, call)
    except AlreadyAnswered as before:
        return before.answer
    except DomainError as refused:
        asked.write_down(refused, call)
        raise
    finally:
        call.rollback()


@dataclass(frozen=True)
class Asked:
    """Who asks, what they may, and what is written down of a refusal."""

    foundation: Foundation
    spec: RpcSpec
    request: Request
    now: datetime

    def by_whom(self) -> Caller:
        """Verified here too: a service takes nobody's word for who is asking (D13).

        Whom a rightly signed token speaks of, that does not count, is written down.
        """
        try:
            return self.foundation.verifier.verify(
                self.request.token,
                now=self.now,
                request_id=self.request.request_id,
                language=self.request.language,
                accepted_at=_moment(self.request.accepted_at),
            )
        except TokenRefused as refused:
            self._note_bearer(refused, "token")
            raise

    def within(self, caller: Caller) -> Scope:
        """Raises PermissionMissing, written down."""
        scope = self.foundation.roles.scope(caller, self.spec.permission, self.now)
        if scope.is_empty:
            self._note(caller)
            raise PermissionMissing(permission=self.spec.permission)
        return scope

    def call(self, caller: Caller, scope: Scope, command: Any) -> Call[Any]:
        return Call(
            self.foundation.database,
            self.foundation.service.transaction,
            caller=caller,
            permission=self.spec.permission,
            scope=scope,
            writes=self.spec.reads is None,
            action=self.spec.name,
            now=self.now,
            key=_claim(self.spec, self.request, caller, command),
            deadline=self.request.deadline,
            spool=self.foundation.spool,
        )

    def write_down(self, refused: DomainError, call: Call[Any]) -> None:
        """A refusal that says something of the asker, or shows something to them."""
        if isinstance(refused, PermissionMissing):
            self._note(call.caller)
        elif isinstance(refused, BearerRefused):
            self._note_bearer(refused, "secret")
        elif isinstance(refused, StaleVersion) and (shown := _ids_in(refused.current)):
            call.note_reading(shown)

    def _note(self, caller: Caller) -> None:
        self.foundation.denials.note(caller, self.spec.name, self.spec.permission, self.now)

    def _note_bearer(self, refused: BearerRefused, shown: str) -> None:
        if refused.bearer is None or self.foundation.database.closed.has(refused.bearer.district):
            return
        bearer = replace(refused.bearer, request_id=self.request.request_id)
        why = f"{shown} {refused.values['reason']}"
        self.foundation.denials.note(bearer, self.spec.name, self.spec.permission, self.now, why)


def _concluded(foundation: Foundation, method: Method, service: Any, command: Any, call: Call[Any]) -> bytes:
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
