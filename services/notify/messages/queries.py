"""Lists of messages, newest first, within the caller's areas."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import all_within
from services.notify.messages.domain.state import MessageState
from services.notify.messages.store import areas, messages
from services.notify.messages.use_cases.ports import Page


class MessageQueries:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def found(
        self, case_id: str | None, recipient_id: str | None, after: Sequence[str | int] | None, limit: int
    ) -> Page:
        asked = [(messages.c.case_id, case_id), (messages.c.recipient_id, recipient_id)]
        statement = select(messages).where(
            self._rows.of(messages),
            *(column == value for column, value in asked if value is not None),
            all_within(self._scope, self._rows, messages.c.area_id, areas),
        )
        newest_first = [messages.c.queued_at.desc(), messages.c.id.desc()]
        items, following = page(self._rows, statement, by=newest_first, after=after, limit=limit)
        return {"items": [_shown(item) for item in items], "next": following}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"state": MessageState(row["state"])}
