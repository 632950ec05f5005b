"""A service that is asked as the bus asks it: parsed, performed, dumped."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, combinations
from types import SimpleNamespace
from typing import Any

from services.chassis import wire
from services.chassis.caller import WHOLE_DISTRICT, Caller, Scope
from services.chassis.clock import FixedClock
from services.chassis.domain import DomainError
from services.chassis.roles import OFFICES, Roles
from services.chassis.specs import RpcSpec
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from tests.districts.shapes import HERE, id_of

NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
CALLER = Caller(HERE, id_of(1), "person")
Body = dict[str, Any]


@dataclass
class Heard:
    """Which RPCs answered, with which of their fields; and which of them showed a second page."""

    answered: dict[str, set[str]] = field(default_factory=dict)
    turned: set[str] = field(default_factory=set)

    def missing(self, specs: Sequence[RpcSpec]) -> list[str]:
        """What never had an answer: an RPC, one of its fields, or its second page."""
        asked = [f"{spec.name} {name}" for spec in specs for name in _fields(spec) - self._of(spec)]
        silent = [spec.name for spec in specs if spec.name not in self.answered]
        pages = [f"{spec.name} after" for spec in specs if _is_list(spec) and spec.name not in self.turned]
        return silent + asked + pages

    def _of(self, spec: RpcSpec) -> set[str]:
        return self.answered.get(spec.name, set())


@dataclass(frozen=True)
class Asking:
    """`held` are the areas where the caller holds a grant; None: the whole district."""

    service: type[Any]
    database: Database
    held: tuple[str, ...] | None

    def ask_all(self, spec: RpcSpec, values: Mapping[str, Any], heard: Heard) -> None:
        """The first page and the one behind it; what a caller may not see is refused."""
        for body in _bodies(spec, values):
            with suppress(DomainError):
                answer = self._ask(spec, body)
                heard.answered.setdefault(spec.name, set()).update(body)
                if _is_list(spec) and not answer["next"]:
                    answer = self._ask(spec, body | {"limit": 1})
                if _is_list(spec) and answer["next"]:
                    self._ask(spec, body | {"after": answer["next"]})
                    heard.turned.add(spec.name)

    def _ask(self, spec: RpcSpec, body: Body) -> Body:
        call = a_call(self.service, self.database, self.held, spec)
        try:
            command = spec.takes.parse(wire.loads(wire.dumps(body))) if spec.takes else None
            answer = spec.gives.dump(getattr(self._service(call), spec.name)(command, call.caller))
            return dict(wire.loads(wire.dumps(answer)))
        finally:
            call.rollback()

    def _service(self, call: Call[Any]) -> Any:
        roles = SimpleNamespace(scope=lambda *_: WHOLE_DISTRICT)
        catalogue = SimpleNamespace(say=lambda *_: "")
        service = self.service()
        service.begin, service.clock = call.begin, FixedClock(NOW)
        service.foundation = SimpleNamespace(database=self.database, roles=roles, catalogue=catalogue)
        return service


def a_call(service: type[Any], database: Database, held: tuple[str, ...] | None, spec: RpcSpec) -> Call[Any]:
    return Call(
        database,
        service.transaction,
        caller=CALLER,
        permission=spec.permission,
        scope=Scope(held),
        writes=spec.reads is None,
        action=spec.name,
        now=NOW,
    )


def has_grants(spec: RpcSpec) -> bool:
    """Whether somebody may ask who holds some areas only: services see the whole district."""
    holding = {
        role for role, permissions in Roles.load().permissions.items() if spec.permission in permissions
    }
    return bool(holding - OFFICES)


def _bodies(spec: RpcSpec, values: Mapping[str, Any]) -> Iterator[Body]:
    """What is required, with none, each, and each two of the rest; KeyError for a field without a value."""
    fields = spec.takes.load_fields if spec.takes else {}
    needed = [name for name in _fields(spec) if fields[name].required]
    free = sorted(_fields(spec) - set(needed))
    for more in chain.from_iterable(combinations(free, count) for count in (0, 1, 2)):
        yield {name: values[name] for name in (*needed, *more)}


def _fields(spec: RpcSpec) -> set[str]:
    return {*(spec.takes.load_fields if spec.takes else ())} - {"after", "limit"}


def _is_list(spec: RpcSpec) -> bool:
    return "next" in spec.gives.dump_fields
