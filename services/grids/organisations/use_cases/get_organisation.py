"""Somebody reads an organisation."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.organisations.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetOrganisation:
    organisation_id: str


def get_organisation(command: GetOrganisation, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.organisation_views.one(command.organisation_id)
