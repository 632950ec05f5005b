"""A district adds a kind of groupings of its own."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.domain.errors import GroupingKindTaken, KindNeedsWholeDistrict, TooManyKinds
from services.grids.groupings.domain.events import GroupingKindAdded
from services.grids.groupings.domain.kind import GroupingKind
from services.grids.groupings.use_cases.ports import Begin

AT_MOST = 50


@dataclass(frozen=True)
class AddGroupingKind:
    kind: str
    name_zh: str
    name_en: str
    whole: bool


def add_grouping_kind(command: AddGroupingKind, begin: Begin, caller: Caller) -> GroupingKind:
    added = GroupingKind(command.kind, command.name_zh, command.name_en, command.whole)
    with begin(caller) as tx:
        if tx.scope.area_ids is not None:
            raise KindNeedsWholeDistrict(grouping_kind=added.kind)
        tx.trees.lock()
        known = tx.grouping_kinds.all()
        if added.kind in {each.kind for each in known}:
            raise GroupingKindTaken(grouping_kind=added.kind)
        if len(known) >= AT_MOST:
            raise TooManyKinds(at_most=AT_MOST)
        tx.grouping_kinds.add(added)
        tx.record(GroupingKindAdded(added.kind, added.whole))
    return added
