"""Messages as rows, and the mirror of areas that says where each belongs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    and_,
    bindparam,
    false,
    or_,
    select,
    text,
)

from services.chassis.caller import Scope
from services.chassis.storage.mirror_tables import area_mirror
from services.chassis.storage.prepared import Prepared, here, unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.chassis.storage.versions import update_versioned
from services.notify.messages.domain.errors import MessageUnknown
from services.notify.messages.domain.message import Message
from services.notify.messages.domain.state import MessageState, SubjectKind
from services.notify.messages.use_cases.ports import Waiting

metadata = MetaData()
UNENDED = "state IN ('queued', 'sending')"

messages = tenant_table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("recipient_id", Key, nullable=False),  # empty: nobody was found
    Column("template_key", Key, nullable=False),
    Column("template_edition", Key, nullable=False),
    Column("language", Key, nullable=False),
    Column("variables", JSON, nullable=False),
    Column("case_id", Key, nullable=False),  # the subject's id, whatever its kind
    Column("area_id", Key, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("reason", Key),
    Column("tries", Integer, nullable=False),
    Column("leased_until", Moment),  # null: in nobody's hand
    Column("ended_at", Moment),
    Column("version", BigInteger, nullable=False),
    Column("next_try_at", Moment),  # null: at once
    Column("possibly_twice", Boolean, nullable=False, server_default=false()),
    Column("subject_kind", Key, nullable=False, server_default=SubjectKind.CASE.value),
    Index("messages_newest", "district", "queued_at", "id"),
    Index("messages_of_case", "district", "case_id", "queued_at", "id"),
    Index("messages_in", "district", "area_id", "queued_at", "id"),
    Index("messages_of_recipient", "district", "recipient_id", "queued_at", "id"),
    Index(
        "messages_due",
        "district",
        "queued_at",
        "id",
        postgresql_where=text(UNENDED),
        sqlite_where=text(UNENDED),
    ),
)

messages_left = tenant_table(
    "messages_left",
    metadata,
    Column("id", Key, primary_key=True),  # of a message, which there may not be yet
    Column("at", Moment, nullable=False),
    is_index=True,
)

areas = area_mirror(metadata)


FIELDS = tuple(column.name for column in messages.columns if column.name != "district")
ADD, ADD_LEFT = unless_there(messages), unless_there(messages_left)
LEFT_AT = Prepared(
    select(messages_left.c.at).where(here(messages_left), messages_left.c.id == bindparam("id"))
)
IS_DUE = or_(
    and_(
        messages.c.state == MessageState.QUEUED.value,
        or_(messages.c.next_try_at.is_(None), messages.c.next_try_at <= bindparam("now")),
    ),
    and_(messages.c.state == MessageState.SENDING.value, messages.c.leased_until <= bindparam("now")),
)
DUE = (
    select(messages.c.id, messages.c.recipient_id)
    .where(here(messages), text(UNENDED), IS_DUE)
    .order_by(messages.c.queued_at, messages.c.id)
)
LONGEST_WAITING = Prepared(DUE.limit(bindparam("limit", type_=Integer)))
TAKE_IF_DUE = Prepared(
    select(messages)
    .where(here(messages), messages.c.id == bindparam("id"), text(UNENDED), IS_DUE)
    .with_for_update(skip_locked=True)
)


def row_of(message: Message) -> dict[str, Any]:
    told = {
        "state": message.state.value,
        "case_id": message.subject_id,
        "subject_kind": message.subject_kind.value,
    }
    return {name: getattr(message, name) for name in FIELDS} | told


def message_of(row: dict[str, Any]) -> Message:
    known = {name: value for name, value in row.items() if name not in ("district", "case_id")}
    told = {
        "state": MessageState(row["state"]),
        "subject_id": row["case_id"],
        "subject_kind": SubjectKind(row["subject_kind"]),
    }
    return Message(**known | told)


class SqlMessages:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def get(self, message_id: str) -> Message:
        row = self._rows.one(
            select(messages).where(
                self._rows.of(messages),
                messages.c.id == message_id,
                within(self._scope, self._rows, messages.c.area_id, areas),
            )
        )
        if row is None:
            raise MessageUnknown(message_id=message_id)
        return message_of(row)

    def add(self, message: Message) -> bool:
        return self._rows.write(ADD, **row_of(message)) == 1

    def due(self, now: datetime, limit: int) -> list[Waiting]:
        return [Waiting(**row) for row in self._rows.all(LONGEST_WAITING, now=now, limit=limit)]

    def take_if_due(self, message_id: str, now: datetime) -> Message | None:
        row = self._rows.one(TAKE_IF_DUE, id=message_id, now=now)
        return None if row is None else message_of(row)

    def save(self, message: Message) -> None:
        values = {name: value for name, value in row_of(message).items() if name not in ("id", "version")}
        update_versioned(self._rows, messages, message.id, message.version - 1, values, _shown)

    def known(self, message_ids: Sequence[str]) -> frozenset[str]:
        theirs = (self._rows.of(messages), messages.c.id.in_(message_ids))
        return frozenset(row["id"] for row in self._rows.all(select(messages.c.id).where(*theirs)))

    def note_left(self, left: Mapping[str, datetime]) -> None:
        for message_id, at in left.items():
            self._rows.write(ADD_LEFT, id=message_id, at=at)

    def left_at(self, message_id: str) -> datetime | None:
        row = self._rows.one(LEFT_AT, id=message_id)
        return None if row is None else row["at"]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {"state": row.get("state")}
