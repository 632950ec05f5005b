"""Begin to import an estate: its rows are taken in by a job, one import of a community after the other."""

from dataclasses import dataclass, field

from services.chassis.caller import Caller
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.estate_sheets.use_cases.ports import Begin
from services.grids.estate_sheets.use_cases.seen import must_be_a_community

JOB = "import_estate"


@dataclass(frozen=True)
class BeginEstateImport:
    """`file` is the token of a file that was sent before."""

    id: str
    community_id: str
    file: str = field(repr=False)
    file_name: str
    is_trial: bool


def begin_estate_import(command: BeginEstateImport, begin: Begin, caller: Caller) -> EstateImport:
    with begin(caller) as tx:
        must_be_a_community(tx, command.community_id)
        job = tx.jobs.ask(JOB, {"import_id": command.id}, lane=command.community_id)
        begun = EstateImport(
            id=command.id,
            into=command.community_id,
            file_name=command.file_name,
            file=command.file,
            is_trial=command.is_trial,
            job_id=job.id,
            asked_by=caller.name,
            created_at=tx.now,
        )
        tx.estate_imports.add(begun)
        tx.record(begun.begun())
        return begun
