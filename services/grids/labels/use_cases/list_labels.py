"""List the live labels of an area and of all that lies in it, to print them."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.labels.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListLabels:
    area_id: str
    limit: int
    after: After = None


def list_labels(command: ListLabels, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.label_views.below(command.area_id, command.after, command.limit)
