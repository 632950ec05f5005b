"""The imports of estates into a community, newest first; each with what its job was `broken` off by."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import with_ends
from services.grids.estate_sheets.use_cases.ports import After, Begin, Page
from services.grids.estate_sheets.use_cases.seen import must_be_a_community


@dataclass(frozen=True)
class ListEstateImports:
    community_id: str
    limit: int
    after: After = None


def list_estate_imports(command: ListEstateImports, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        must_be_a_community(tx, command.community_id)
        page = tx.estate_import_views.of_community(command.community_id, command.after, command.limit)
        return with_ends(page, tx.job_ends)
