"""Who did or saw what, newest first: of sealed rows, each by an index (D12).

A row is found once it is sealed, about a second after it was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.chassis.storage.tables import audit, audit_objects

_SHOWN = (
    audit.c.id,
    audit.c.at,
    audit.c.kind,
    audit.c.principal,
    audit.c.action,
    audit.c.permission,
    audit.c.request_id,
    audit.c.ids,
    audit.c.reason,
    audit.c.times,
    audit.c.block,
)


@dataclass(frozen=True)
class Sought:
    """What rows must have; None is anything. `since` belongs to the span, `until` does not."""

    object_id: str | None = None
    principal: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def search(
    rows: Rows, sought: Sought, after: Sequence[Any] | None, limit: int
) -> tuple[list[dict[str, Any]], list[Any] | None]:
    """A page of the district of `rows`, and what the next begins after. Raises FieldsInvalid."""
    by_object = sought.object_id is not None
    at, id = (audit_objects.c.at, audit_objects.c.id) if by_object else (audit.c.at, audit.c.id)
    statement = _of_object(rows, sought.object_id) if by_object else _of_all(rows)
    for column, value in ((audit.c.principal, sought.principal), (audit.c.action, sought.action)):
        if value is not None:
            statement = statement.where(column == value)
    if sought.since is not None:
        statement = statement.where(at >= sought.since)
    if sought.until is not None:
        statement = statement.where(at < sought.until)
    return page(rows, statement, by=[at.desc(), id.desc()], after=after, limit=limit)


def _of_all(rows: Rows) -> Select[Any]:
    return select(*_SHOWN).where(rows.of(audit), audit.c.block.is_not(None))


def _of_object(rows: Rows, object_id: str | None) -> Select[Any]:
    is_same = (audit.c.district == audit_objects.c.district) & (audit.c.id == audit_objects.c.id)
    joined = select(*_SHOWN).join(audit_objects, is_same)
    return joined.where(rows.of(audit_objects), audit_objects.c.object_id == object_id)
