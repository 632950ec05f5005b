"""For every service that hears events: see what is set aside, try it again, or drop it (architecture §4)."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from services.chassis.bus.decorators import rpc
from services.chassis.caller import Caller
from services.chassis.domain import NotFound
from services.chassis.schema import (
    Choice,
    Integer,
    ListOf,
    Moment,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.chassis.storage import inbox


class SetAsideState(StrEnum):
    PARKED = "parked"
    DEAD = "dead"


class NotSetAside(NotFound):
    """No event of this id waits at this handler."""

    handler: str
    event_id: str


@dataclass(frozen=True)
class ListSetAside:
    state: SetAsideState
    limit: int
    after: list[Any] | None


@dataclass(frozen=True)
class Decide:
    handler: str
    event_id: str


class ListSetAsideSchema(PageQuerySchema):
    schema_name = "events.ListSetAside"
    builds = ListSetAside

    state = Choice(SetAsideState, load_default=SetAsideState.DEAD)


class SetAsideSchema(Schema):
    """Without the envelope: it may hold what a mirror holds, and is nobody's to read here."""

    schema_name = "events.SetAside"

    handler = Text()
    event_id = Text()
    state = Text()
    failures = Integer()
    error = Text(allow_none=True)
    due_at = Moment(allow_none=True)


class SetAsidePageSchema(PageSchema):
    schema_name = "events.SetAsidePage"

    items = ListOf(Nested(SetAsideSchema))


class DecideSchema(Schema):
    schema_name = "events.Decide"
    builds = Decide

    handler = Text(required=True)
    event_id = Text(required=True)


class DecidedSchema(Schema):
    schema_name = "events.Decided"

    handler = Text()
    event_id = Text()


class SetAsideEvents:
    """A mixin. A decision is a write like any other: answered once by its key, audited with its effect."""

    foundation: Any
    begin: Any

    @rpc("events.tend", takes=ListSetAsideSchema(), gives=SetAsidePageSchema(), reads="public")
    def list_set_aside(self, command: ListSetAside, caller: Caller) -> dict[str, Any]:
        after = tuple(command.after) if command.after else ("", "")
        with self.foundation.database.look(caller.district) as rows:
            found = inbox.of_district(rows, command.state.value, after, command.limit + 1)
        items = [asdict(one) for one in found[: command.limit]]
        last = items[-1] if len(found) > command.limit else None
        return {"items": items, "next": last and [last["handler"], last["event_id"]]}

    @rpc("events.tend", takes=DecideSchema(), gives=DecidedSchema(), refuses=(NotSetAside,))
    def replay_event(self, command: Decide, caller: Caller) -> Decide:
        """Due at once, with all its tries before it."""
        return self._decide(inbox.replay, command, caller)

    @rpc("events.tend", takes=DecideSchema(), gives=DecidedSchema(), refuses=(NotSetAside,))
    def drop_event(self, command: Decide, caller: Caller) -> Decide:
        """It will never be handled; the audit says who decided so."""
        return self._decide(inbox.drop, command, caller)

    def _decide(self, decision: Any, command: Decide, caller: Caller) -> Decide:
        with self.begin(caller) as tx:
            if not decision(tx.rows, caller.district, command.handler, command.event_id, tx.now):
                raise NotSetAside(handler=command.handler, event_id=command.event_id)
            tx.name(command.event_id)
        return command
