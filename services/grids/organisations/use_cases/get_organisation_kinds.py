"""Somebody reads which kinds of organisations the district has, and will have."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.organisations.domain.kinds import OrganisationKinds
from services.grids.organisations.use_cases.ports import Begin


@dataclass(frozen=True)
class GetOrganisationKinds:
    """The district has one list."""


def get_organisation_kinds(_: GetOrganisationKinds, begin: Begin, caller: Caller) -> OrganisationKinds:
    with begin(caller) as tx:
        return tx.organisation_kinds.get()
