"""A sheet is made of what stands below its area, page by page."""

from collections.abc import Sequence

from services.chassis.caller import Caller
from services.grids.area_sheets.domain.area_sheet import AreaSheet, Shown
from services.grids.area_sheets.use_cases.ports import Begin
from services.grids.area_sheets.use_cases.seen import root_of, seen_sheet

AT_ONCE = 2000


def read_areas(
    sheet_id: str, after: str, total: int | None, begin: Begin, caller: Caller
) -> tuple[Sequence[Shown], str | None, int]:
    """The next of them, where those behind them begin, and how many there are in all: counted once."""
    with begin(caller) as tx:
        sheet = seen_sheet(tx, sheet_id)
        root_of(tx, sheet.area_id)
        shown, following = tx.standing_areas.below(sheet.area_id, after, AT_ONCE)
        return shown, following, tx.standing_areas.count_below(sheet.area_id) if total is None else total


def keep_area_sheet(sheet_id: str, file: str, areas: int, begin: Begin, caller: Caller) -> AreaSheet:
    """`file` is its token."""
    with begin(caller) as tx:
        made, said = seen_sheet(tx, sheet_id).made(file, areas)
        tx.area_sheets.save(made)
        tx.record(said)
        return made
