"""Lists of messages, newest first, within the caller's areas."""

from collections.abc import Sequence

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import all_within
from services.notify.messages.domain.state import SubjectKind
from services.notify.messages.store import areas, message_of, messages
from services.notify.messages.use_cases.ports import Page, Wanted


class MessageQueries:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def found(self, wanted: Wanted, after: Sequence[str | int] | None, limit: int) -> Page:
        asked = [
            (messages.c.subject_kind, wanted.case_id and SubjectKind.CASE),
            (messages.c.case_id, wanted.case_id),
            (messages.c.subject_kind, wanted.subject_kind),
            (messages.c.case_id, wanted.subject_id),
            (messages.c.recipient_id, wanted.recipient_id),
        ]
        statement = select(messages).where(
            self._rows.of(messages),
            *(column == str(value) for column, value in asked if value is not None),
            all_within(self._scope, self._rows, messages.c.area_id, areas),
        )
        newest_first = [messages.c.queued_at.desc(), messages.c.id.desc()]
        items, following = page(self._rows, statement, by=newest_first, after=after, limit=limit)
        return {"items": [message_of(item) for item in items], "next": following}
