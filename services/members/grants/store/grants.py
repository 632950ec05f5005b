"""Grants in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from services.chassis.caller import Scope
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage import revocations
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.chassis.storage.versions import update_versioned
from services.members.grants.domain.errors import GrantUnknown
from services.members.grants.domain.grant import Grant, Source
from services.members.grants.domain.role import Role
from services.members.grants.schemas import GrantSchema
from services.members.grants.store.tables import areas, grants

SHOWN = GrantSchema()


class SqlGrants:
    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def lock(self, person_id: str) -> None:
        revocations.lock(self._rows, _principal(person_id))

    def call_back(self, person_id: str, now: datetime) -> None:
        revocations.call_back(self._rows, _principal(person_id), now)

    def version_of(self, principal: str) -> int:
        return revocations.version_of(self._rows, principal)

    def add(self, given: Sequence[Grant]) -> None:
        if taken := self.found([each.id for each in given]):
            raise IdTaken(id=next(iter(taken)))
        insert_many(self._rows, grants, [_row(each) for each in given])

    def found(self, grant_ids: Sequence[str]) -> dict[str, Grant]:
        among = select(grants).where(self._rows.of(grants), grants.c.id.in_(grant_ids))
        return {row["id"]: _grant(row) for row in self._rows.all(among)} if grant_ids else {}

    def get(self, grant_id: str, seen_version: int) -> Grant:
        row = self._one(grant_id, seen(self._scope, self._rows))
        if row is None:
            raise GrantUnknown(grant_id=grant_id)
        if row["version"] != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=row["version"], current=SHOWN.dump(row)
            )
        return _grant(row)

    def correct_beginning(self, grant_id: str, valid_from: datetime, source: Source) -> None:
        self._correct(grant_id, valid_from=valid_from, source=source.value)

    def correct_end(self, grant_id: str, valid_until: datetime, version: int) -> None:
        self._correct(grant_id, valid_until=valid_until, version=version)

    def save(self, after: Grant) -> None:
        changed = {"ended_at": after.ended_at, "ended_by": after.ended_by}
        update_versioned(self._rows, grants, after.id, after.version - 1, changed, SHOWN.dump)

    def by_hand_in(self, area_ids: Sequence[str], now: datetime) -> Sequence[Grant]:
        lasting = or_(grants.c.valid_until.is_(None), grants.c.valid_until > now)
        by_hand = grants.c.source.not_in([Source.POST.value, Source.DEPUTY.value])
        there = (self._rows.of(grants), grants.c.area_id.in_(area_ids), grants.c.ended_at.is_(None))
        found = select(grants).where(*there, lasting, by_hand).order_by(grants.c.id)
        return [_grant(row) for row in self._rows.all(found)] if area_ids else []

    def held_by(self, person_id: str, now: datetime) -> Sequence[Grant]:
        lasting = or_(grants.c.valid_until.is_(None), grants.c.valid_until > now)
        theirs = (
            self._rows.of(grants),
            grants.c.person_id == person_id,
            grants.c.ended_at.is_(None),
            lasting,
        )
        return [_grant(row) for row in self._rows.all(select(grants).where(*theirs))]

    def _correct(self, grant_id: str, **changes: Any) -> None:
        its = (self._rows.of(grants), grants.c.id == grant_id)
        self._rows.write(update(grants).where(*its).values(**changes))

    def _one(self, grant_id: str, *where: ColumnElement[bool]) -> dict[str, Any] | None:
        return self._rows.one(select(grants).where(self._rows.of(grants), grants.c.id == grant_id, *where))


def seen(scope: Scope, rows: Rows) -> ColumnElement[bool]:
    """Grants in the caller's areas; those of the whole district for whoever sees all of it."""
    return within(scope, rows, grants.c.area_id, areas)


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "district"}


def _row(grant: Grant) -> dict[str, Any]:
    return vars(grant) | {"role": str(grant.role), "source": str(grant.source)}


def _grant(row: Mapping[str, Any]) -> Grant:
    facts = shown(row)
    return Grant(**facts | {"role": _known(Role, row["role"]), "source": _known(Source, row["source"])})


def _known(words: type[StrEnum], value: str) -> Any:
    """The text itself where this version has no such word: a row outlives the code that wrote it."""
    return words(value) if value in set(words) else value


def _principal(person_id: str) -> str:
    return f"person:{person_id}"
