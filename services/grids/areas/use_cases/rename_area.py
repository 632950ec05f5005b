"""An area gets another name; its codes stay (MCA Order 79)."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.use_cases.ports import Begin


@dataclass(frozen=True)
class RenameArea:
    area_id: str
    name: str
    seen_version: int


def rename_area(command: RenameArea, begin: Begin, caller: Caller) -> Area:
    with begin(caller) as tx:
        tree = tx.trees.lock()
        area = tx.areas.get(command.area_id, command.seen_version)
        bearers = tx.given.names([area.parent_id], [command.name])
        area.rename(command.name, bearers.get((area.parent_id, command.name)))
        tx.areas.save(area)
        tx.record(*tree.changed([area]))
    return area
