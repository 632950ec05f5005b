"""Members on a database, run as the bus runs it: parse, perform, dump, commit; in a district of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from services.chassis import wire
from services.chassis.caller import WHOLE_DISTRICT, Caller, Grant, PrincipalKind, Scope
from services.chassis.clock import FixedClock
from services.chassis.domain import DomainError
from services.chassis.ids import new_id
from services.chassis.settings import Settings
from services.chassis.specs import rpcs_of
from services.chassis.storage import mirroring
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.words import Catalogue
from services.members.residents.domain.resident import Household, Resident
from services.members.residents.store.tables import areas
from services.members.service import MembersService
from services.members.transaction import Transaction
from tests.members.builders import NOW, id_of

SPECS = {spec.name: spec for spec in rpcs_of(MembersService)}
GROUND = {
    "county": "1/",
    "near": "1/2/",
    "lane": "1/2/3/",
    "court": "1/2/4/",
    "far": "1/5/",
    "yard": "1/5/6/",
}


CATALOGUE = Catalogue.of_service("members")
ROLES_OF = {"person": ("community_secretary",), "key": ("platform_key",)}


def said(district: str, id: str, grants: Any, version: int, now: Any, **more: Any) -> str:
    """What a token would say, instead of one."""
    held = [(grant.role, grant.area_id, grant.until.isoformat()) for grant in grants]
    return wire.dumps([district, more["kind"], id, held, version]).decode()


class NotInContract(AssertionError):
    """The bus would call it a defect."""


@dataclass
class House:
    """`ask` gives what crosses the wire; `scope` is where the caller holds a grant."""

    database: Database
    scope: Scope = WHOLE_DISTRICT
    kind: PrincipalKind = "person"
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    district: str = field(default_factory=new_id)
    roles: tuple[str, ...] = ()
    foundation: Any = field(
        default_factory=lambda: SimpleNamespace(settings=Settings(), issue=said, catalogue=CATALOGUE)
    )

    def with_ground(self) -> "House":
        rows = [
            {
                "id": id_of(name),
                "parent_id": None,
                "path": path,
                "kind": "micro",
                "name": name,
                "active": True,
                "version": 1,
                "removed": False,
            }
            for name, path in GROUND.items()
        ]
        with self.begun() as tx:
            mirroring.upsert(tx.rows, areas, rows)
        return self

    def holding(self, *names: str) -> "House":
        return replace(self, scope=Scope(tuple(id_of(name) for name in names)))

    def acting(self, kind: PrincipalKind) -> "House":
        return replace(self, kind=kind)

    def as_(self, *roles: str) -> "House":
        return replace(self, roles=roles)

    def elsewhere(self) -> "House":
        return replace(self, district=new_id()).with_ground()

    def settle(self, household: Household, *people: Resident) -> "House":
        with self.begun() as tx:
            tx.residents.add([household], people)
        return self

    def ask(self, method: str, **body: Any) -> Any:
        spec = SPECS[method]
        call, service = self._call(spec.permission, spec.reads is None, method), MembersService()
        service.begin, service.clock, service.foundation = call.begin, self.clock, self.foundation
        try:
            assert spec.takes is not None
            command = spec.takes.parse(wire.loads(wire.dumps(body)))
            answer = spec.gives.dump(getattr(service, method)(command, call.caller))
            call.commit(None)
            return wire.loads(wire.dumps(answer))
        except DomainError as error:
            if not spec.may_refuse(error):
                raise NotInContract(f"{method} does not name {error.code}") from error
            raise
        finally:
            call.rollback()

    @contextmanager
    def begun(self) -> Iterator[Transaction]:
        call = self._call("test", True, "test")
        try:
            with call.begin(call.caller) as tx:
                yield tx
            call.commit(None)
        finally:
            call.rollback()

    def _call(self, permission: str, writes: bool, action: str) -> Call[Transaction]:
        held = tuple(Grant(role) for role in self.roles or ROLES_OF.get(self.kind, ()))
        caller = Caller(self.district, id_of("caller"), self.kind, held, request_id="r-1")
        return Call(
            self.database,
            Transaction,
            caller=caller,
            permission=permission,
            scope=self.scope,
            writes=writes,
            action=action,
            now=self.clock.now(),
        )
