"""Get the sheet of an import's bad rows, each with its reasons."""

from services.chassis.caller import Caller
from services.members.register_import.domain.errors import ImportUnknown, NoBadRows
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.get_import import OfImport
from services.members.register_import.use_cases.ports import Begin
from services.members.register_import.use_cases.seen import seen_import

OPERATOR = "operator"
"""Looks after the house, not after its people: sees the rows that they sent themselves, nobody else's."""


def get_bad_rows(command: OfImport, begin: Begin, caller: Caller) -> tuple[RegisterImport, str]:
    """The import and the token of its sheet."""
    with begin(caller) as tx:
        found = seen_import(tx, command.import_id)
        if caller.kind == OPERATOR and found.asked_by != caller.name:
            raise ImportUnknown(import_id=found.id)
        if found.sheet is None:
            raise NoBadRows(import_id=found.id)
        return found, found.sheet
