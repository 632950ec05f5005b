"""See how an import of an estate stands, with its counts; or the sheet of its bad rows."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import BrokenOff, with_end
from services.grids.estate_sheets.domain.errors import NoBadEstateRows
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.estate_sheets.use_cases.ports import Begin
from services.grids.estate_sheets.use_cases.seen import seen_import

Stood = tuple[EstateImport, BrokenOff | None]


@dataclass(frozen=True)
class OfEstateImport:
    estate_import_id: str


def get_estate_import(command: OfEstateImport, begin: Begin, caller: Caller) -> Stood:
    """And what its job was broken off by, if it was."""
    with begin(caller) as tx:
        return with_end(seen_import(tx, command.estate_import_id), tx.job_ends)


def get_bad_estate_rows(command: OfEstateImport, begin: Begin, caller: Caller) -> tuple[EstateImport, str]:
    """The import and the token of its sheet."""
    with begin(caller) as tx:
        found = seen_import(tx, command.estate_import_id)
        if found.sheet is None:
            raise NoBadEstateRows(estate_import_id=found.id)
        return found, found.sheet
