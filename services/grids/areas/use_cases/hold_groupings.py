"""Groupings go with their buildings, or to the primary: whole, and none beside another of its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from services.grids.areas.domain.grouping_errors import GroupingAcrossCommunities, GroupingNamesMeet
from services.grids.areas.domain.succession import Succession
from services.grids.areas.use_cases.other_rooms import Grouped
from services.grids.areas.use_cases.succession_ports import Tx


@dataclass
class _Whereabouts:
    """`heirs`: by community that ends, who takes what has no building; `settled`: by building."""

    heirs: Mapping[str, str]
    settled: Mapping[str, str]
    about: str
    borne: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def of(self, grouping: Grouped) -> str:
        home = self.heirs.get(grouping.community_id, grouping.community_id)
        there = {self.settled.get(each, home) for each in grouping.building_ids} or {home}
        if len(there) > 1:
            wrong = GroupingAcrossCommunities(grouping_id=grouping.id, name=grouping.name)
            raise wrong.at(self.about)
        return there.pop()

    def take(self, grouping: Grouped, community_id: str) -> None:
        place = (community_id, grouping.kind, grouping.name)
        bearer = self.borne.setdefault(place, grouping.id)
        if bearer != grouping.id:
            wrong = GroupingNamesMeet(grouping_id=grouping.id, bearer_id=bearer, name=grouping.name)
            raise wrong.at(self.about)


def hold_groupings_of(succession: Succession, field: str, tx: Tx) -> Succession:
    """Before anything is written. Raises GroupingAcrossCommunities or GroupingNamesMeet."""
    ended = {area.id for area in succession.ended if area.community_id == area.id}
    left = ended | {move.left_id for _, move in succession.moves if move.left_id and move.changes_community}
    left |= {succession.split_id} if succession.split_id and succession.settled else set()
    if not left or succession.primary is None:
        return succession
    heirs = dict.fromkeys(ended, succession.primary.id)
    groupings = tx.passed_groupings.standing({*left, *heirs.values(), *succession.settled.values()})
    whereabouts = _Whereabouts(heirs, succession.settled, field)
    goes = [(each, whereabouts.of(each)) for each in groupings]
    for grouping, community_id in sorted(goes, key=lambda pair: pair[0].community_id != pair[1]):
        whereabouts.take(grouping, community_id)
    return replace(succession, regrouped={each.id: to for each, to in goes if each.community_id != to})
