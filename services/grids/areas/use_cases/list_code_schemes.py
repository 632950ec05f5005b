"""List the systems that the district has registered, by scheme."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListCodeSchemes:
    limit: int
    after: After = None


def list_code_schemes(command: ListCodeSchemes, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.code_schemes.page(command.after, command.limit)
