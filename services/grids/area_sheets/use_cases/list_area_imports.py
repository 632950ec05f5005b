"""The imports below an area, or from the top of the district, newest first.

Each with what its job was `broken` off by; also below an area that has ended, which may be why.
"""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import with_ends
from services.grids.area_sheets.use_cases.ports import After, Begin, Page
from services.grids.area_sheets.use_cases.seen import seen_root


@dataclass(frozen=True)
class ListAreaImports:
    area_id: str | None
    limit: int
    after: After = None


def list_area_imports(command: ListAreaImports, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        seen_root(tx, command.area_id)
        page = tx.area_import_views.of_area(command.area_id, command.after, command.limit)
        return with_ends(page, tx.job_ends)
