"""Begin to import areas: their rows are taken in by a job, one import of a district after the other."""

from dataclasses import dataclass, field

from services.chassis.caller import Caller
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.use_cases.ports import Begin
from services.grids.area_sheets.use_cases.seen import root_of

JOB = "import_areas"
LANE = "areas"


@dataclass(frozen=True)
class BeginAreaImport:
    """`file` is the token of a file that was sent before; `area_id` None: from the top of the district."""

    id: str
    area_id: str | None
    file: str = field(repr=False)
    file_name: str
    is_trial: bool


def begin_area_import(command: BeginAreaImport, begin: Begin, caller: Caller) -> AreaImport:
    with begin(caller) as tx:
        root_of(tx, command.area_id)
        job = tx.jobs.ask(JOB, {"import_id": command.id}, lane=LANE)
        begun = AreaImport(
            id=command.id,
            into=command.area_id,
            file_name=command.file_name,
            file=command.file,
            is_trial=command.is_trial,
            job_id=job.id,
            asked_by=caller.name,
            created_at=tx.now,
        )
        tx.area_imports.add(begun)
        tx.record(begun.begun())
        return begun
