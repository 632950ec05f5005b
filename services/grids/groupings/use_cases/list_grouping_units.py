"""List the units of a grouping with their addresses and grids, by building and number."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.groupings.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListGroupingUnits:
    grouping_id: str
    limit: int
    after: After = None


def list_grouping_units(command: ListGroupingUnits, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        found = tx.grouping_views.units(command.grouping_id, command.after, command.limit)
        addresses = tx.houses.addresses([(each["building_id"], each["unit"]) for each in found["items"]])
    items = [{**each, **addresses[each["building_id"], each["unit"]]} for each in found["items"]]
    return {"items": items, "next": found["next"]}
