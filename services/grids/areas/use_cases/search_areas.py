"""Find areas by the beginning of their names."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class SearchAreas:
    name_prefix: str
    limit: int
    after: After = None


def search_areas(command: SearchAreas, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.area_lists.named(command.name_prefix, command.after, command.limit)
