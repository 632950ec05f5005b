"""See how an import stands, with its counts."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Begin, BrokenOff
from services.members.register_import.use_cases.seen import seen_import

Stood = tuple[RegisterImport, BrokenOff | None]


@dataclass(frozen=True)
class OfImport:
    import_id: str


def get_import(command: OfImport, begin: Begin, caller: Caller) -> Stood:
    """And what its job was broken off by, if it was."""
    with begin(caller) as tx:
        found = seen_import(tx, command.import_id)
        return found, tx.job_ends.broken_off([found.job_id]).get(found.job_id)
