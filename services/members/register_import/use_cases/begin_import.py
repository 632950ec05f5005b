"""Begin to import a register: its rows are taken in by a job, one import of a community after the other."""

from dataclasses import dataclass, field

from services.chassis.caller import Caller
from services.members.register_import.domain.errors import CommunityAbolished, NotACommunity
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Begin, Tx
from services.members.register_import.use_cases.seen import seen_place

JOB = "import_register"
COMMUNITY = "community"


@dataclass(frozen=True)
class BeginImport:
    """`file` is the token of a file that was sent before."""

    id: str
    community_id: str
    file: str = field(repr=False)
    file_name: str
    is_trial: bool


def begin_import(command: BeginImport, begin: Begin, caller: Caller) -> RegisterImport:
    with begin(caller) as tx:
        _must_be_a_community(tx, command.community_id)
        params = {"import_id": command.id, "community_id": command.community_id}
        job = tx.jobs.ask(JOB, params, lane=command.community_id)
        begun = RegisterImport(
            id=command.id,
            into=command.community_id,
            file_name=command.file_name,
            file=command.file,
            is_trial=command.is_trial,
            job_id=job.id,
            asked_by=caller.name,
            created_at=tx.now,
        )
        tx.imports.add(begun)
        tx.record(begun.begun())
        return begun


def _must_be_a_community(tx: Tx, area_id: str) -> None:
    place = seen_place(tx, area_id)
    if place.kind != COMMUNITY:
        raise NotACommunity(area_id=area_id)
    if not place.active:
        raise CommunityAbolished(area_id=area_id)
