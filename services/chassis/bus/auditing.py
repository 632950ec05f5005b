"""For every service: auditors ask who did or saw what, and why (D12)."""

from dataclasses import dataclass
from typing import Any

from services.chassis.bus.decorators import rpc
from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.errors import PermissionMissing
from services.chassis.schema import (
    Integer,
    ListOf,
    Moment,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
    Words,
)
from services.chassis.storage.audit import objects_of
from services.chassis.storage.audit_search import Sought, search

AUDIT_READ = "audit.read"
OBJECTS_SHOWN = 20


@dataclass(frozen=True)
class SearchAudit(Sought):
    limit: int = 50
    after: list[Any] | None = None


class SearchAuditSchema(PageQuerySchema):
    schema_name = "audit.SearchAudit"
    builds = SearchAudit

    object_id = Text(load_default=None)
    principal = Text(load_default=None)
    action = Text(load_default=None)
    since = Moment(load_default=None)
    until = Moment(load_default=None)


class AuditRowSchema(Schema):
    """`objects` counts what the row speaks of, and `object_ids` are the first twenty; `times` is more than 1
    where it counts what was denied again and again. What an event or a timer did has no permission."""

    schema_name = "audit.Row"

    id = Text()
    at = Moment()
    kind = Text()
    principal = Text()
    action = Text()
    permission = Text(at_least=0)
    request_id = Text(at_least=0)
    object_ids = ListOf(Text())
    objects = Integer()
    reason = Words(allow_none=True)
    times = Integer()
    block = Integer()


class AuditPageSchema(PageSchema):
    schema_name = "audit.Page"

    items = ListOf(Nested(AuditRowSchema))


class AuditTrail:
    """A mixin. Rows have no place on the ground: only who holds the permission in the whole district reads
    them. The search is in the audit itself, with the rows that it showed."""

    foundation: Any
    clock: Any

    @rpc(AUDIT_READ, takes=SearchAuditSchema(), gives=AuditPageSchema(), reads="personal")
    def search_audit(self, command: SearchAudit, caller: Caller) -> dict[str, Any]:
        """Newest first, as soon as they are sealed."""
        if self.foundation.roles.scope(caller, AUDIT_READ, self.clock.now()) != WHOLE_DISTRICT:
            raise PermissionMissing(permission=AUDIT_READ)
        with self.foundation.database.look(caller.district) as rows:
            found, following = search(rows, command, command.after, command.limit)
        return {"items": [_shown(row) for row in found], "next": following}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    ids = objects_of(row)
    return {**row, "object_ids": ids[:OBJECTS_SHOWN], "objects": len(ids)}
