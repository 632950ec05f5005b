"""Grids on a database, run as the bus runs it: parse, perform, dump, commit; in a district of its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine, event, select

from services.chassis import wire
from services.chassis.caller import WHOLE_DISTRICT, Caller, Grant, Scope
from services.chassis.clock import FixedClock
from services.chassis.domain import DomainError
from services.chassis.ids import new_id
from services.chassis.roles import Roles
from services.chassis.specs import RpcSpec, rpcs_of
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.postgresql import PostgreSqlSession
from services.chassis.storage.session import Session
from services.chassis.storage.tables import outbox
from services.chassis.words import Catalogue
from services.grids.service import GridsService
from services.grids.transaction import Transaction
from tests.grids.builders import NOW

SPECS = {spec.name: spec for spec in rpcs_of(GridsService)}


class NotInContract(AssertionError):
    """The bus would call it a defect."""


@dataclass
class House:
    """`ask` gives what crosses the wire; `scope` is where the caller holds a grant."""

    database: Database
    scope: Scope = WHOLE_DISTRICT
    role: str = "district_officer"
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    district: str = field(default_factory=new_id)

    def holding(self, *area_ids: str) -> "House":
        """The same house for a caller with grants there."""
        return replace(self, scope=Scope(area_ids))

    def as_role(self, role: str) -> "House":
        """The same house for a caller who was granted that role."""
        return replace(self, role=role)

    def elsewhere(self) -> "House":
        """The same service, another district."""
        return replace(self, district=new_id())

    def ask(self, method: str, **body: Any) -> Any:
        spec = SPECS[method]
        try:
            return self._perform(spec, body)
        except DomainError as error:
            if not spec.may_refuse(error):
                raise NotInContract(
                    f"{method} does not name {type(error).__module__}.{error.code}"
                ) from error
            raise spec.meant(error) from None

    @contextmanager
    def begin(self, caller: Caller | None = None, /, *, writes: bool = True) -> Iterator[Transaction]:
        """A transaction of its own, committed at the end."""
        call = self._call(writes, "test")
        try:
            with call.begin(call.caller) as tx:
                yield tx
            call.commit()
        finally:
            call.rollback()

    def told(self) -> list[dict[str, Any]]:
        """Every event of the district, in the order of its recording."""
        with self.database.work(self.district) as work:
            bodies = work.all(
                select(outbox.c.body).where(outbox.c.district == self.district).order_by(outbox.c.seq)
            )
        return [wire.loads(row["body"]) for row in bodies]

    def _perform(self, spec: RpcSpec, body: dict[str, Any]) -> Any:
        assert spec.takes
        command = spec.takes.parse(wire.loads(wire.dumps(body)))
        call = self._call(spec.reads is None, spec.name)
        service = GridsService()
        service.begin, service.clock = call.begin, self.clock
        service.foundation = SimpleNamespace(catalogue=CATALOGUE, roles=ROLES)
        try:
            answer = wire.dumps(spec.gives.dump(getattr(service, spec.name)(command, call.caller)))
            call.commit()
        finally:
            call.rollback()
        return wire.loads(answer)

    def _call(self, writes: bool, action: str) -> Call[Transaction]:
        caller = Caller(self.district, "00000000-0000-7000-8000-0000000000ca", "person", (Grant(self.role),))
        return Call(
            self.database,
            Transaction,
            caller=caller,
            permission="",
            scope=self.scope,
            writes=writes,
            action=action,
            now=self.clock.now(),
        )


CATALOGUE = Catalogue.of_service("grids")
ROLES = Roles.load()
OURS = {
    "trees", "tree_log", "areas", "area_codes", "buildings", "dwellings", "unit_grids",
    "staff", "posts", "appointments",
    "cases", "registers", "level_schemes", "code_schemes",
    "post_roles",
    "service_places", "place_sharers", "place_counts", "place_kinds", "labels",
    "coverage", "groupings",
    "organisations", "organisation_members", "organisation_kinds",
    "work_entries", "work_counts",
    "candidates", "candidate_tags", "candidate_tag_lists",
    "grouping_kinds", "grouping_units", "grouping_holders",
    "area_changes", "area_change_sides", "area_spans",
    "divisions", "division_events",
    "area_shapes", "shape_cells",
}  # fmt: skip


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the rooms themselves send to the database, in order: `SELECT areas`, `INSERT cases` …"""
    sent: list[str] = []
    send, send_prepared = Session.send, PostgreSqlSession.send_prepared
    send_many, execute_all = Session.send_many, PostgreSqlSession.execute_all

    def note(session: Session, text: str, values: Any) -> Any:
        sent.append(text)
        return send(session, text, values)

    def note_prepared(session: PostgreSqlSession, compiled: Any, values: Any) -> Any:
        sent.append(compiled.text)
        return send_prepared(session, compiled, values)

    def note_many(session: Session, text: str, values: Any) -> Any:
        sent.append(text)
        return send_many(session, text, values)

    def note_all(session: PostgreSqlSession, all_of_it: Any) -> Any:
        sent.extend(statement.postgresql for statement, _ in all_of_it)
        return execute_all(session, all_of_it)

    def note_other(_c: Any, _cursor: Any, text: str, _p: Any, _context: Any, _many: bool) -> None:
        sent.append(text)

    event.listen(Engine, "before_cursor_execute", note_other)
    Session.send = note  # type: ignore[method-assign,assignment]
    PostgreSqlSession.send_prepared = note_prepared  # type: ignore[method-assign,assignment]
    Session.send_many = note_many  # type: ignore[method-assign,assignment]
    PostgreSqlSession.execute_all = note_all  # type: ignore[method-assign,assignment]
    try:
        yield sent
    finally:
        Session.send = send  # type: ignore[method-assign]
        PostgreSqlSession.send_prepared = send_prepared  # type: ignore[method-assign]
        Session.send_many = send_many  # type: ignore[method-assign]
        PostgreSqlSession.execute_all = execute_all  # type: ignore[method-assign]
        event.remove(Engine, "before_cursor_execute", note_other)
    sent[:] = [shown for text in sent if (shown := _shown(text))]


def _shown(text: str) -> str:
    """The verb and the first of our tables, one outside sub-selects before one inside."""
    outer = text
    while (shorter := re.sub(r"\([^()]*\)", " ", outer)) != outer:
        outer = shorter
    named = re.findall(r"(?:FROM|INTO|UPDATE)\s+(\w+)", f"{outer} {text}")
    ours = [table for table in named if table in OURS]
    return f"{text.split(maxsplit=1)[0].upper()} {ours[0]}" if ours else ""
