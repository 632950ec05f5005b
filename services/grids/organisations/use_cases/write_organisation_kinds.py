"""A district says from a day on which kinds of organisations it has; those of one that goes stay."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.organisations.domain.kinds import (
    Capacity,
    KindEdition,
    OrganisationKind,
    OrganisationKinds,
)
from services.grids.organisations.use_cases.ports import Begin


@dataclass(frozen=True)
class WriteOrganisationKinds:
    """`seen_version` 0 is that of the preset."""

    valid_from: date
    kinds: tuple[OrganisationKind, ...]
    capacities: tuple[Capacity, ...]
    seen_version: int


def write_organisation_kinds(
    command: WriteOrganisationKinds, begin: Begin, caller: Caller, today: date
) -> OrganisationKinds:
    number = command.seen_version + 1
    edition = KindEdition(number, command.valid_from, command.kinds, command.capacities)
    with begin(caller) as tx:
        tx.organisation_kinds.must_be_writable()
        tx.organisation_kinds.get(command.seen_version).may_change_from(command.valid_from, today)
        tx.organisation_kinds.add(edition)
        tx.record(edition.written())
        return tx.organisation_kinds.get()
