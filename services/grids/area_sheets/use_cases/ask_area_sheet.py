"""Ask for a sheet of what stands below an area: the form of an import, filled in; a job makes it."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.area_sheets.use_cases.ports import Begin
from services.grids.area_sheets.use_cases.seen import root_of

JOB = "make_area_sheet"


@dataclass(frozen=True)
class AskAreaSheet:
    """`area_id` None: from the top of the district."""

    id: str
    area_id: str | None
    format: SheetFormat


def ask_area_sheet(command: AskAreaSheet, begin: Begin, caller: Caller) -> AreaSheet:
    with begin(caller) as tx:
        root_of(tx, command.area_id)
        job = tx.jobs.ask(JOB, {"sheet_id": command.id})
        asked = AreaSheet(command.id, command.area_id, command.format, job.id, caller.name, tx.now)
        tx.area_sheets.add(asked)
        tx.name(asked.id)
        return asked
