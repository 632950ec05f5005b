"""An area comes under another parent, and everything below it comes along."""

from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area, Move
from services.grids.areas.domain.change import Change, ChangeKind, Warranted
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.use_cases.hold_borders import hold_borders
from services.grids.areas.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class MoveArea(Warranted):
    area_id: str
    parent_id: str
    seen_version: int

    def change(self, day: date, was: str | None) -> Change:
        ids, document = (self.area_id,), self.document_number
        return Change(ChangeKind.RESUBORDINATED, day, document, ids, ids, was=was, became=self.parent_id)


def move_area(command: MoveArea, begin: Begin, caller: Caller, now: datetime, today: date) -> Area:
    """One that stands there already stays as it is: no version, and nothing in the log."""
    with begin(caller) as tx:
        tree = tx.trees.lock()
        area = tx.areas.get(command.area_id, command.seen_version)
        was, community_before, day = area.parent_id, area.community_id, command.day(today)
        if was == command.parent_id:
            area.change_on(day)
            return area
        parent, move = plan_move(command, area, tx, day)
        tx.trees.replant(move)
        hold_borders(area, community_before, tx)
        tx.area_log.keep([area])
        number = tree.noted()
        tx.area_log.note((number, command.change(day, was)))
        tx.record(tree.moved(area, move))
        tx.tree_log.add(tree.version, move, now)
        below = [(area.id, area.kind, parent.id)]
        tx.record(*tx.ex_officio.part(below, day), *tx.ex_officio.come_along(below, day, number))
        tx.trees.save(tree)
    return area


def plan_move(command: MoveArea, area: Area, tx: Tx, day: date) -> tuple[Area, Move]:
    """The parent, and what becomes of paths; nothing is written yet."""
    parent = _parent(command.parent_id, tx)
    area.change_on(day)
    bearer = tx.given.names([parent.id], [area.name]).get((parent.id, area.name))
    move = area.move(parent, bearer, tx.level_schemes.on(day))
    parent.must_stand_on(day)
    return parent, move


def _parent(parent_id: str, tx: Tx) -> Area:
    parent = tx.areas.find([parent_id]).get(parent_id)
    if parent is None:
        raise AreaUnknown(area_id=parent_id).at("parent_id")
    return parent
