"""List where a caller's ground begins: the areas that nothing they see stands above."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListTops:
    limit: int
    after: After = None


def list_tops(command: ListTops, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.area_lists.tops(command.after, command.limit)
