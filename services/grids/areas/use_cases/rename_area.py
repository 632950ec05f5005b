"""An area gets another name; its codes stay (MCA Order 79)."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change, ChangeKind, Warranted
from services.grids.areas.use_cases.ports import Begin


@dataclass(frozen=True)
class RenameArea(Warranted):
    area_id: str
    name: str
    seen_version: int

    def change(self, day: date, was: str) -> Change:
        ids, document = (self.area_id,), self.document_number
        return Change(ChangeKind.RENAMED, day, document, ids, ids, was=was, became=self.name)


def rename_area(command: RenameArea, begin: Begin, caller: Caller, today: date) -> Area:
    """One that is called so already stays as it is: no version, and nothing in the log."""
    with begin(caller) as tx:
        tree = tx.trees.lock()
        area = tx.areas.get(command.area_id, command.seen_version)
        was, day = area.name, command.day(today)
        area.change_on(day)
        if was == command.name:
            return area
        bearers = tx.given.names([area.parent_id], [command.name])
        area.rename(command.name, bearers.get((area.parent_id, command.name)))
        tx.areas.save(area)
        tx.area_log.keep([area])
        tx.area_log.note((tree.noted(), command.change(day, was)))
        tx.trees.save(tree)
        tx.record(*tree.changed([area]))
    return area
