"""A platform's key to an area that is no more ends with it; a new one says what it opens now."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.platform_keys.use_cases.ports import Begin

SAID_BY = "service:grids"


@dataclass(frozen=True)
class EndKeysOfAreas:
    ended_ids: tuple[str, ...]


def end_keys_of_areas(command: EndKeysOfAreas, begin: Begin, caller: Caller) -> None:
    with begin(caller) as tx:
        tx.ground.note_ended(command.ended_ids)
        for key in tx.platform_keys.opening(command.ended_ids, tx.now):
            ended, told = key.end(tx.now, SAID_BY)
            tx.platform_keys.save(ended)
            tx.platform_keys.call_back(ended.id, tx.now)
            tx.record(told)
