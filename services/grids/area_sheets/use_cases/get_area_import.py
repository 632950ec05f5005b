"""See how an import of areas stands, with its counts; or the sheet of its bad rows."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import BrokenOff, with_end
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.errors import NoBadAreaRows
from services.grids.area_sheets.use_cases.ports import Begin
from services.grids.area_sheets.use_cases.seen import seen_import

Stood = tuple[AreaImport, BrokenOff | None]


@dataclass(frozen=True)
class OfAreaImport:
    area_import_id: str


def get_area_import(command: OfAreaImport, begin: Begin, caller: Caller) -> Stood:
    """And what its job was broken off by, if it was."""
    with begin(caller) as tx:
        return with_end(seen_import(tx, command.area_import_id), tx.job_ends)


def get_bad_area_rows(command: OfAreaImport, begin: Begin, caller: Caller) -> tuple[AreaImport, str]:
    """The import and the token of its sheet."""
    with begin(caller) as tx:
        found = seen_import(tx, command.area_import_id)
        if found.sheet is None:
            raise NoBadAreaRows(area_import_id=found.id)
        return found, found.sheet
