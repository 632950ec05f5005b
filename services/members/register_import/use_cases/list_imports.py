"""List the imports of a community, newest first; each with what its job was `broken` off by."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import with_ends
from services.members.register_import.use_cases.ports import After, Begin, Page
from services.members.register_import.use_cases.seen import seen_place


@dataclass(frozen=True)
class ListImports:
    community_id: str
    limit: int
    after: After = None


def list_imports(command: ListImports, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        seen_place(tx, command.community_id)
        page = tx.import_views.of_community(command.community_id, command.after, command.limit)
        return with_ends(page, tx.job_ends)
