"""Somebody is a member of an organisation for a term, or is one no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import within
from services.grids.organisations.domain.errors import StaffUnknown
from services.grids.organisations.domain.membership import Membership, changed_by
from services.grids.organisations.domain.organisation import Organisation
from services.grids.organisations.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class SetOrganisationMembers:
    """Memberships that are not named stay as they are."""

    organisation_id: str
    members: tuple[Membership, ...]
    seen_version: int


def set_organisation_members(
    command: SetOrganisationMembers, begin: Begin, caller: Caller, today: date
) -> Organisation:
    ids, staff_ids = {each.id for each in command.members}, {each.staff_id for each in command.members}
    with begin(caller) as tx:
        before = tx.organisations.get(command.organisation_id, command.seen_version)
        after, _ = before.changed([])
        known = tx.organisation_members.of(before.id, ids, staff_ids)
        _refuse_wrong(command, known, tx, today)
        tx.organisation_members.must_be_new(before.id, command.members)
        changed = changed_by(command.members, known, before.founded_on)
        if not changed:
            return before
        tx.organisations.save(after)
        tx.organisation_members.keep(before.id, changed)
        tx.record(before.changed(changed)[1])
    return after


def _refuse_wrong(
    command: SetOrganisationMembers, known: Mapping[str, Membership], tx: Tx, today: date
) -> None:
    """Who is a member already stays one, whatever the list of capacities says by now."""
    edition = tx.organisation_kinds.get().on(today)
    people = tx.people.known({each.staff_id for each in command.members})
    for number, each in enumerate(command.members):
        with within("members", number):
            if each.staff_id not in people:
                raise StaffUnknown(staff_id=each.staff_id)
            if each.id not in known:
                edition.capacity(each.capacity).must_name(each.department)
