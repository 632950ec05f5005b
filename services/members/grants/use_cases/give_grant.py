"""Somebody is granted a role, by hand and for a reason."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.members.grants.domain.errors import (
    AdministratorsApart,
    AreaEnded,
    AreaNeeded,
    AreaUnknown,
    GrantToOneself,
)
from services.members.grants.domain.grant import Grant, Source
from services.members.grants.domain.role import Role, excludes
from services.members.grants.use_cases.ports import Begin, Row, Tx


@dataclass(frozen=True)
class GiveGrant:
    """`valid_from` None: from now on; `valid_until` None: until further notice."""

    id: str
    person_id: str
    role: Role
    area_id: str | None
    valid_from: datetime | None
    valid_until: datetime | None
    reason: str


def give_grant(command: GiveGrant, begin: Begin, caller: Caller) -> Row:
    if caller.kind == "person" and caller.id == command.person_id:
        raise GrantToOneself
    with begin(caller) as tx:
        _must_be_in_reach(command.area_id, tx)
        tx.grants.lock(command.person_id)
        must_be_apart(command.person_id, command.role, tx)
        given = Grant(
            command.id,
            command.person_id,
            command.role,
            command.area_id,
            command.valid_from or tx.now,
            command.valid_until,
            command.reason,
            Source.HAND,
            caller.name,
            tx.now,
        )
        tx.record(given.given())
        tx.grants.add([given])
        return tx.grant_views.one(given.id)


def must_be_apart(person_id: str, role: Role, tx: Tx) -> None:
    """Raises AdministratorsApart."""
    excluded = excludes(role)
    for held in tx.grants.held_by(person_id, tx.now) if excluded else ():
        if held.role in excluded:
            raise AdministratorsApart(person_id=person_id, role=role, held=held.role)


def _must_be_in_reach(area_id: str | None, tx: Tx) -> None:
    """Nobody grants more ground than they were granted themselves."""
    if area_id is None and tx.scope.area_ids is not None:
        raise AreaNeeded
    if area_id is None:
        return
    tx.ground.keep()
    area = tx.ground.seen(area_id)
    if area is None and not _is_grouping(area_id, tx):
        raise AreaUnknown(area_id=area_id)
    if area is not None and not area.active:
        raise AreaEnded(area_id=area_id)


def _is_grouping(area_id: str, tx: Tx) -> bool:
    """In whose community it lies is not known here: whoever grants it grants in the whole district."""
    return tx.scope.area_ids is None and tx.ground.is_grouping(area_id)
