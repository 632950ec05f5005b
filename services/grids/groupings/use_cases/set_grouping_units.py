"""A grouping gets its units: these and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.domain import within
from services.grids.groupings.domain.errors import BaseGridSplitsGroup, UnitInAnotherGrouping
from services.grids.groupings.domain.grouped import told
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.units import UnitKey, UnitSpan, must_stand, units_named
from services.grids.groupings.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class SetGroupingUnits:
    grouping_id: str
    units: tuple[UnitSpan, ...]
    seen_version: int


def set_grouping_units(command: SetGroupingUnits, begin: Begin, caller: Caller) -> Grouping:
    units = units_named(command.units)
    with begin(caller) as tx:
        tx.trees.lock()
        grouping = tx.groupings.get(command.grouping_id, command.seen_version)
        after, said = grouping.set_units(len(units))
        tx.groupings.save(after)
        tx.record(said)
        put_units([(after, units, ())], tx)
    return after


Asked = tuple[Grouping, Mapping[UnitKey, int], Sequence[object]]
"""A grouping, its units with the number of the range that names each, and where it stands in the request."""


def put_units(asked: Sequence[Asked], tx: Tx) -> None:
    """Into each what it is to have. Raises what may not be."""
    if not asked:
        return
    building_ids = {building_id for _, units, _ in asked for building_id, _ in units}
    communities, known = tx.houses.communities(building_ids), tx.houses.units(building_ids)
    for grouping, units, row in asked:
        with within(*row):
            must_stand(units, grouping.community_id, communities, known)
    for kind in sorted({grouping.kind for grouping, *_ in asked}):
        _put_kind([each for each in asked if each[0].kind == kind], kind, tx)
    rows = {grouping.id: row for grouping, _, row in asked}
    if split := tx.borders.split_of([grouping.id for grouping, *_ in asked if grouping.whole]):
        with within(*rows[split[0]]):
            raise BaseGridSplitsGroup(grouping_id=split[0], name=split[1])


def _put_kind(asked: Sequence[Asked], kind: str, tx: Tx) -> None:
    held = dict(tx.grouped_units.holders(kind, [unit for _, units, _ in asked for unit in units]))
    for grouping, units, row in asked:
        for unit, number in units.items():
            holder = held.setdefault(unit, grouping.id)
            if holder != grouping.id:
                with within(*row, "units", number):
                    raise UnitInAnotherGrouping(building_id=unit[0], unit=unit[1], grouping_id=holder)
        regroup(grouping, list(units), tx)


def regroup(grouping: Grouping, units: Sequence[UnitKey], tx: Tx) -> None:
    """It has these units and no others; whoever shows people by groupings hears of it."""
    changed = tx.grouped_units.set(grouping, units)
    if changed.units:
        tx.record(*told(grouping, changed, tx.grouped_dwellings.of(changed.units)))
