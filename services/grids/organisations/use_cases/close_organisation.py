"""An organisation is closed from a day on: nothing stands under it, and nobody is a member any longer."""

from dataclasses import dataclass
from datetime import date

from services.chassis.batches import batches
from services.chassis.caller import Caller
from services.grids.organisations.domain.errors import OrganisationHasBelow
from services.grids.organisations.domain.organisation import Organisation
from services.grids.organisations.use_cases.ports import Begin

ROWS_PER_EVENT = 500


@dataclass(frozen=True)
class CloseOrganisation:
    organisation_id: str
    on: date
    seen_version: int


def close_organisation(command: CloseOrganisation, begin: Begin, caller: Caller, today: date) -> Organisation:
    with begin(caller) as tx:
        tx.trees.lock()
        before = tx.organisations.get(command.organisation_id, command.seen_version)
        closed, said = before.close(command.on, today)
        if below := tx.organisations.below(before.id, command.on):
            raise OrganisationHasBelow(organisation_id=before.id, below=below)
        lasting = tx.organisation_members.lasting(before.id, command.on)
        for batch in batches([each.end(command.on) for each in lasting], ROWS_PER_EVENT):
            tx.organisation_members.keep(before.id, batch)
            tx.record(before.changed(batch)[1])
        tx.organisations.save(closed)
        tx.record(said)
    return closed
