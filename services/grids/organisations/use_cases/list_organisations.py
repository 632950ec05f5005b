"""List organisations by name: of an area and below, of a grouping, of a kind, under one."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.organisations.use_cases.ports import After, Begin, Page, Wanted


@dataclass(frozen=True)
class ListOrganisations:
    limit: int
    after: After = None
    area_id: str | None = None
    grouping_id: str | None = None
    kind: str | None = None
    parent_id: str | None = None
    closed: bool = False


def list_organisations(command: ListOrganisations, begin: Begin, caller: Caller) -> Page:
    wanted = Wanted(command.area_id, command.grouping_id, command.kind, command.parent_id, command.closed)
    with begin(caller) as tx:
        return tx.organisation_views.listed(wanted, command.after, command.limit)
