"""Care on a database, asked and told as the bus does it; in a district of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from services.care.service import CareService
from services.care.transaction import MIRRORS, Transaction
from services.chassis import wire
from services.chassis.caller import WHOLE_DISTRICT, Caller, Scope
from services.chassis.clock import FixedClock
from services.chassis.domain import DomainError
from services.chassis.ids import new_id
from services.chassis.specs import listeners_of, rpcs_of
from services.chassis.storage import mirroring
from services.chassis.storage.call import AlreadyHandled, Call, InboxClaim
from services.chassis.storage.database import Database
from services.chassis.storage.tables import outbox
from tests.care.builders import NOW, a_programme, a_row, an_area, id_of

SPECS = {spec.name: spec for spec in rpcs_of(CareService)}
HEARD = {spec.event: spec for spec in listeners_of(CareService)}
GROUND = {
    "county": "1/",
    "near": "1/2/",
    "lane": "1/2/3/",
    "court": "1/2/4/",
    "far": "1/5/",
    "yard": "1/5/6/",
}

Row = dict[str, Any]


class NotInContract(AssertionError):
    """The bus would call it a defect."""


@dataclass
class House:
    """`ask` gives what crosses the wire; `scope` is where the caller holds a grant."""

    database: Database
    scope: Scope = WHOLE_DISTRICT
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    district: str = field(default_factory=new_id)

    def with_ground(self) -> "House":
        self.mirror("areas", *(an_area(name, path) for name, path in GROUND.items()))
        return self

    def with_programme(self, **different: Any) -> "House":
        self.ask("write_meal_programme", **a_programme(**different))
        return self

    def holding(self, *names: str) -> "House":
        return replace(self, scope=Scope(tuple(id_of(name) for name in names)))

    def elsewhere(self) -> "House":
        return replace(self, district=new_id()).with_ground()

    def on(self, day: str) -> "House":
        """The same house at noon of another day."""
        moment = NOW.fromisoformat(f"{day}T12:00:00+08:00")
        return replace(self, clock=FixedClock(moment))

    def mirror(self, table: str, *rows: Row) -> None:
        with self.begun() as tx:
            assert mirroring.upsert(tx.rows, MIRRORS[table], list(rows)) == []

    def settle(self, name: str = "zhang", /, **different: Any) -> str:
        row = a_row(name, **different)
        self.mirror("residents", row)
        return str(row["id"])

    def enrol(self, resident_id: str, **more: Any) -> Row:
        card: Row = self.ask("enrol_in_meals", resident_id=resident_id, **more)
        return card

    def ask(self, method: str, **body: Any) -> Any:
        spec = SPECS[method]
        call = self._call(spec.permission, spec.reads is None, method)
        try:
            assert spec.takes is not None
            command = spec.takes.parse(wire.loads(wire.dumps(body)))
            answer = spec.gives.dump(getattr(self._service(call), method)(command, call.caller))
            call.commit(None)
            return wire.loads(wire.dumps(answer))
        except DomainError as error:
            if not spec.may_refuse(error):
                raise NotInContract(f"{method} does not name {error.code}") from error
            raise
        finally:
            call.rollback()

    def hear(self, event: str, *, event_id: str | None = None, **data: Any) -> bool:
        """Once for an event's id; False when it was heard before."""
        spec = HEARD[event]
        call = self._call("", True, spec.name, InboxClaim(spec.name, event_id or new_id()))
        try:
            getattr(self._service(call), spec.name)(spec.reads.load(data), call.caller)
            call.commit(None)
        except AlreadyHandled:
            return False
        finally:
            call.rollback()
        return True

    def told(self, *names: str) -> list[tuple[str, Row]]:
        """Every event of the district, or those of these names, in the order of their recording."""
        with self.database.work(self.district) as work:
            bodies = work.all(
                select(outbox.c.body).where(outbox.c.district == self.district).order_by(outbox.c.seq)
            )
        envelopes = [wire.loads(row["body"]) for row in bodies]
        all_told = [(str(each["type"]).split(".")[2], each["data"]) for each in envelopes]
        return [(name, data) for name, data in all_told if not names or name in names]

    @contextmanager
    def begun(self) -> Iterator[Transaction]:
        call = self._call("test", True, "test")
        try:
            with call.begin(call.caller) as tx:
                yield tx
            call.commit(None)
        finally:
            call.rollback()

    def _service(self, call: Call[Transaction]) -> CareService:
        service = CareService()
        service.begin, service.clock = call.begin, self.clock
        return service

    def _call(
        self, permission: str, writes: bool, action: str, inbox: InboxClaim | None = None
    ) -> Call[Transaction]:
        return Call(
            self.database,
            Transaction,
            caller=Caller(self.district, id_of("caller"), "person", request_id="r-1"),
            permission=permission,
            scope=self.scope,
            writes=writes,
            action=action,
            now=self.clock.now(),
            inbox=inbox,
        )
