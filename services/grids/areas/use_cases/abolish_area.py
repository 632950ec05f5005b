"""An area is no more (撤销): an empty one, or one whose successor takes all that is there."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import ChangeKind, Warranted
from services.grids.areas.domain.change_errors import AreaNotEmpty, TargetAmongSources
from services.grids.areas.domain.succession import Succession
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.foreseeing import Foreseen, foresee
from services.grids.areas.use_cases.merge_areas import MergeAreas, Seen, plan_merge
from services.grids.areas.use_cases.planning import must_be_over_by
from services.grids.areas.use_cases.succeed import Succeeded, carry_out
from services.grids.areas.use_cases.succession_ports import Begin, Tx


@dataclass(frozen=True)
class AbolishArea(Warranted):
    area_id: str
    seen_version: int
    successor: Seen | None = None


def abolish_area(command: AbolishArea, begin: Begin, caller: Caller, now: datetime, today: date) -> Succeeded:
    with begin(caller) as tx:
        if command.successor:
            tx.outlines.prepare((command.successor.area_id, command.area_id))
        tree = tx.trees.lock()
        tx.succeeding.hold(command.area_id)
        return carry_out(_plan(command, tree, tx, today), tree, tx, now)


def preview_abolition(command: AbolishArea, begin: Begin, caller: Caller, today: date) -> Foreseen:
    with begin(caller) as tx:
        plan = _plan(command, Tree(), tx, today)
        return foresee(plan, tx.homes.units(plan.ended_ids), tx)


def _plan(command: AbolishArea, tree: Tree, tx: Tx, today: date) -> Succession:
    if command.successor is None:
        return _plan_end(command, tx, today)
    if command.successor.area_id == command.area_id:
        raise TargetAmongSources(area_id=command.area_id)
    abolished = Seen(command.area_id, command.seen_version)
    merge = MergeAreas(
        (abolished,),
        command.successor,
        effective_on=command.effective_on,
        document_number=command.document_number,
    )
    return replace(plan_merge(merge, tree, tx, today, "successor"), kind=ChangeKind.ABOLISHED)


def _plan_end(command: AbolishArea, tx: Tx, today: date) -> Succession:
    area = tx.succeeding.seen({command.area_id: command.seen_version})[command.area_id]
    day = command.day(today)
    area.end(day)
    must_be_over_by([area], tx, day, today)
    _must_be_empty(area, day, tx)
    document = command.document_number
    return Succession(ChangeKind.ABOLISHED, day, document, None, [area], [], None)


def _must_be_empty(area: Area, day: date, tx: Tx) -> None:
    counts = {name: each.count([area.id], day).get(area.id, 0) for name, each in tx.belongings.items()}
    here = {
        "child_areas": len(tx.succeeding.children([area.id])),
        "dwellings": sum(tx.homes.units([area.id]).values()),
        "buildings": len(tx.estates.standing([area.id])),
        **counts,
    }
    if any(here.values()):
        raise AreaNotEmpty(area_id=area.id, **here)
