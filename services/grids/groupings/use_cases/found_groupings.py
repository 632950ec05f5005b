"""Courtyards, estates or residents' groups are founded in a community: all of a batch, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, rows_of, within
from services.grids.groupings.domain.errors import (
    AreaUnknown,
    GroupingKindUnknown,
    GroupingNameTaken,
    GroupingTwiceInBatch,
    NotACommunity,
)
from services.grids.groupings.domain.events import GroupingsFounded
from services.grids.groupings.domain.grouping import Grouping, NewGrouping
from services.grids.groupings.domain.kind import GroupingKind
from services.grids.groupings.domain.units import UnitKey, must_be_few, units_named
from services.grids.groupings.use_cases.ports import Begin, Tx
from services.grids.groupings.use_cases.set_grouping_units import put_units


@dataclass(frozen=True)
class FoundGroupings:
    community_id: str
    groupings: tuple[NewGrouping, ...]


def found_groupings(command: FoundGroupings, begin: Begin, caller: Caller) -> list[Grouping]:
    _refuse_doubles(command.groupings)
    units = _units(command.groupings)
    with begin(caller) as tx:
        tx.trees.lock()
        _must_be_a_community(command.community_id, tx)
        kinds = {each.kind: each for each in tx.grouping_kinds.all()}
        founded = [_grouping(command, number, kinds) for number in range(len(command.groupings))]
        _refuse_what_is_taken(command, tx)
        tx.groupings.add(founded)
        tx.record(GroupingsFounded(founded[0].id, tuple(each.row() for each in founded)))
        _put_all(founded, units, tx)
    return founded


def _refuse_doubles(batch: Sequence[NewGrouping]) -> None:
    said: set[tuple[str, str]] = set()
    for number, new in enumerate(batch):
        if said & {("", new.id), (new.kind, new.name)}:
            with within("groupings", number):
                raise GroupingTwiceInBatch(name=new.name)
        said |= {("", new.id), (new.kind, new.name)}


def _units(batch: Sequence[NewGrouping]) -> dict[str, dict[UnitKey, int]]:
    units = {}
    for number, new in enumerate(batch):
        with within("groupings", number):
            units[new.id] = units_named(new.units)
    must_be_few(sum(map(len, units.values())), "groupings")
    return units


def _must_be_a_community(community_id: str, tx: Tx) -> None:
    place = tx.places.places([community_id]).get(community_id)
    if place is None:
        raise AreaUnknown(area_id=community_id)
    if place[1] != community_id:
        raise NotACommunity(area_id=community_id, area_kind=place[0])


def _grouping(command: FoundGroupings, number: int, kinds: Mapping[str, GroupingKind]) -> Grouping:
    new = command.groupings[number]
    if new.kind not in kinds:
        with within("groupings", number):
            raise GroupingKindUnknown(grouping_kind=new.kind)
    return Grouping(new.id, new.kind, command.community_id, new.name, kinds[new.kind].whole)


def _refuse_what_is_taken(command: FoundGroupings, tx: Tx) -> None:
    """A grant on a grouping names it as one in an area does: no id is of both."""
    ids = [new.id for new in command.groupings]
    with row_of_id(rows_of("groupings", ids)):
        tx.groupings.must_be_new(ids)
        tx.new_areas.must_be_new(ids)
    named = tx.groupings.named(command.community_id, [new.name for new in command.groupings])
    for number, new in enumerate(command.groupings):
        if bearer := named.get((new.kind, new.name)):
            with within("groupings", number):
                raise GroupingNameTaken(grouping_id=bearer, name=new.name)


def _put_all(founded: Sequence[Grouping], units: Mapping[str, Mapping[UnitKey, int]], tx: Tx) -> None:
    asked = [(each, units[each.id], ("groupings", number)) for number, each in enumerate(founded)]
    put_units([each for each in asked if each[1]], tx)
