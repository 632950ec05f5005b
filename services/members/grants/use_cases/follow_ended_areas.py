"""A grant in an area that is no more ends with it: nobody is given more ground than was granted to them."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.grants.use_cases.ports import Begin

SAID_BY = "service:grids"


@dataclass(frozen=True)
class FollowEndedAreas:
    """Those that follow a post end with their appointment."""

    ended_ids: tuple[str, ...]


def follow_ended_areas(command: FollowEndedAreas, begin: Begin, caller: Caller) -> None:
    with begin(caller) as tx:
        for grant in tx.grants.by_hand_in(command.ended_ids, tx.now):
            ended, told = grant.end(tx.now, SAID_BY)
            tx.grants.save(ended)
            tx.grants.call_back(ended.person_id, tx.now)
            tx.record(told)
