"""See whether a sheet is made, and get it."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.area_sheets.domain.area_sheet import AreaSheet
from services.grids.area_sheets.domain.errors import AreaSheetNotMade
from services.grids.area_sheets.use_cases.ports import Begin
from services.grids.area_sheets.use_cases.seen import seen_sheet


@dataclass(frozen=True)
class OfAreaSheet:
    sheet_id: str


def get_area_sheet(command: OfAreaSheet, begin: Begin, caller: Caller) -> AreaSheet:
    with begin(caller) as tx:
        return seen_sheet(tx, command.sheet_id)


def fetch_area_sheet(command: OfAreaSheet, begin: Begin, caller: Caller) -> tuple[AreaSheet, str]:
    """The sheet and the token of its file."""
    with begin(caller) as tx:
        found = seen_sheet(tx, command.sheet_id)
        if found.file is None:
            raise AreaSheetNotMade(sheet_id=found.id)
        return found, found.file
