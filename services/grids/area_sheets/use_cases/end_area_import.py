"""An import is over: whoever asked gets its counts, and the bad rows in a sheet."""

from services.chassis.caller import Caller
from services.chassis.importing import Refusal
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.use_cases.ports import Begin
from services.grids.area_sheets.use_cases.seen import seen_import


def list_refusals(import_id: str, begin: Begin, caller: Caller) -> list[Refusal]:
    """Every bad row, for their sheet: it takes long to make, and no transaction waits for it."""
    with begin(caller) as tx:
        return list(tx.area_imports.refusals(import_id))


def end_area_import(import_id: str, sheet: str | None, begin: Begin, caller: Caller) -> AreaImport:
    """`sheet` is the token of the bad rows; None where there are none."""
    with begin(caller) as tx:
        ended, said = seen_import(tx, import_id).ended(sheet)
        tx.area_imports.save(ended)
        tx.record(said)
        return ended
