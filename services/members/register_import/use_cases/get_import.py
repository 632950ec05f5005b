"""See how an import stands, with its counts."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import BrokenOff, with_end
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Begin
from services.members.register_import.use_cases.seen import seen_import

Stood = tuple[RegisterImport, BrokenOff | None]


@dataclass(frozen=True)
class OfImport:
    import_id: str


def get_import(command: OfImport, begin: Begin, caller: Caller) -> Stood:
    """And what its job was broken off by, if it was."""
    with begin(caller) as tx:
        return with_end(seen_import(tx, command.import_id), tx.job_ends)
