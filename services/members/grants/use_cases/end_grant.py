"""A grant ends by hand, at once and everywhere."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.grants.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class EndGrant:
    grant_id: str
    seen_version: int


def end_grant(command: EndGrant, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        ended, told = tx.grants.get(command.grant_id, command.seen_version).end(tx.now, caller.name)
        tx.grants.save(ended)
        tx.grants.call_back(ended.person_id, tx.now)
        tx.record(told)
        return tx.grant_views.one(ended.id)
