"""List the members of an organisation, by their first day."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.organisations.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListOrganisationMembers:
    """`on` None: former ones and coming ones with them."""

    organisation_id: str
    limit: int
    on: date | None = None
    after: After = None


def list_organisation_members(command: ListOrganisationMembers, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.organisation_views.members(
            command.organisation_id, command.on, command.after, command.limit
        )
