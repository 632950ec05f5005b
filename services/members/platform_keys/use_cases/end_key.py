"""A key ends by hand, at once and everywhere."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.platform_keys.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class EndKey:
    key_id: str
    seen_version: int


def end_key(command: EndKey, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        ended, told = tx.platform_keys.get(command.key_id, command.seen_version).end(tx.now, caller.name)
        tx.platform_keys.save(ended)
        tx.platform_keys.call_back(ended.id, tx.now)
        tx.record(told)
        return tx.platform_key_views.one(ended.id)
