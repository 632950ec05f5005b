"""An import is over: whoever asked gets its counts, and the bad rows in a sheet."""

from collections.abc import Callable, Sequence

from services.chassis.caller import Caller
from services.members.register_import.domain.intake import Refusal
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Begin

MakeSheet = Callable[[Sequence[Refusal]], str]
"""Keeps the sheet and returns its token."""


def end_import(import_id: str, make_sheet: MakeSheet, begin: Begin, caller: Caller) -> RegisterImport:
    with begin(caller) as tx:
        refused = list(tx.imports.refusals(import_id))
        ended, said = tx.imports.get(import_id).ended(make_sheet(refused) if refused else None)
        tx.imports.save(ended)
        tx.record(said)
        return ended
