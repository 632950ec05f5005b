"""See how an import stands, with its counts."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Begin
from services.members.register_import.use_cases.seen import seen_import


@dataclass(frozen=True)
class OfImport:
    import_id: str


def get_import(command: OfImport, begin: Begin, caller: Caller) -> RegisterImport:
    with begin(caller) as tx:
        return seen_import(tx, command.import_id)
