"""A grouping gets another name: no other open one of its kind bears it in the community."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.domain.errors import GroupingNameTaken
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.use_cases.ports import Begin


@dataclass(frozen=True)
class RenameGrouping:
    grouping_id: str
    name: str
    seen_version: int


def rename_grouping(command: RenameGrouping, begin: Begin, caller: Caller) -> Grouping:
    with begin(caller) as tx:
        tx.trees.lock()
        grouping = tx.groupings.get(command.grouping_id, command.seen_version)
        renamed, said = grouping.rename(command.name)
        named = tx.groupings.named(grouping.community_id, [command.name])
        bearer = named.get((grouping.kind, command.name), grouping.id)
        if bearer != grouping.id:
            raise GroupingNameTaken(grouping_id=bearer, name=command.name)
        tx.groupings.save(renamed)
        tx.record(said)
    return renamed
