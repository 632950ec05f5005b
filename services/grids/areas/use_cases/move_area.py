"""An area comes under another parent, and everything below it comes along."""

from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.use_cases.ports import Begin


@dataclass(frozen=True)
class MoveArea:
    area_id: str
    parent_id: str
    seen_version: int


def move_area(command: MoveArea, begin: Begin, caller: Caller, now: datetime, today: date) -> Area:
    with begin(caller) as tx:
        tree = tx.trees.lock()
        area = tx.areas.get(command.area_id, command.seen_version)
        parent = tx.areas.find([command.parent_id]).get(command.parent_id)
        if parent is None:
            raise AreaUnknown(area_id=command.parent_id).at("parent_id")
        bearer = tx.given.names([parent.id], [area.name]).get((parent.id, area.name))
        move = area.move(parent, bearer, tx.level_schemes.on(today))
        tx.trees.replant(move)
        tx.record(tree.moved(area, move))
        tx.tree_log.add(tree.version, move, now)
        tx.trees.save(tree)
    return area
