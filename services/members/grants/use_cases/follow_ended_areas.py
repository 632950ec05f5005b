"""A grant in an area, or on a grouping, that is no more ends with it.

Nobody is given more ground than was granted to them.
"""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.grants.use_cases.ports import Begin

SAID_BY = "service:grids"


@dataclass(frozen=True)
class FollowEndedAreas:
    """Those that follow a post end with their appointment."""

    ended_ids: tuple[str, ...]


@dataclass(frozen=True)
class FollowEndedGrouping:
    """Those that follow a holding end with it."""

    grouping_id: str

    @property
    def ended_ids(self) -> tuple[str, ...]:
        return (self.grouping_id,)


def follow_ended_areas(command: FollowEndedAreas | FollowEndedGrouping, begin: Begin, caller: Caller) -> None:
    """What bears the id of an area is no grouping, and nothing of the area's ends with it."""
    with begin(caller) as tx:
        if isinstance(command, FollowEndedAreas):
            tx.ground.note_ended(command.ended_ids)
        elif tx.ground.known(command.grouping_id):
            return
        for grant in tx.grants.by_hand_in(command.ended_ids, tx.now):
            ended, told = grant.end(tx.now, SAID_BY)
            tx.grants.save(ended)
            tx.grants.call_back(ended.person_id, tx.now)
            tx.record(told)
