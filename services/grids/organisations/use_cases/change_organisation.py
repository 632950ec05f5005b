"""An organisation is called otherwise, comes under another one, or is bound to other ground."""

from dataclasses import dataclass, replace
from datetime import date

from services.chassis.caller import Caller
from services.grids.organisations.domain.errors import OrganisationUnderItself
from services.grids.organisations.domain.organisation import Organisation
from services.grids.organisations.use_cases.binding import Ground
from services.grids.organisations.use_cases.found_organisations import must_stand
from services.grids.organisations.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class ChangeOrganisation:
    """None: nothing was said of it, unless `without` names it. What is bound anew is bound to the one that
    is named, and to nothing where that is none."""

    organisation_id: str
    seen_version: int
    name: str | None = None
    parent_id: str | None = None
    area_id: str | None = None
    grouping_id: str | None = None
    without: frozenset[str] = frozenset()


def change_organisation(
    command: ChangeOrganisation, begin: Begin, caller: Caller, today: date
) -> Organisation:
    with begin(caller) as tx:
        tx.trees.lock()
        before = tx.organisations.get(command.organisation_id, command.seen_version)
        area_id, grouping_id = _bound(command, before, tx, today)
        parent_id = None if "parent_id" in command.without else command.parent_id or before.parent_id
        after, said = before.change(command.name or before.name, parent_id, area_id, grouping_id)
        if parent_id != before.parent_id:
            _must_come_under(parent_id, before, tx, today)
        if replace(after, version=before.version) == before:
            return before
        tx.organisations.save(after)
        tx.record(said)
    return after


def _bound(
    command: ChangeOrganisation, before: Organisation, tx: Tx, today: date
) -> tuple[str | None, str | None]:
    is_said = command.area_id or command.grouping_id or command.without & {"area_id", "grouping_id"}
    if not is_said:
        return before.area_id, before.grouping_id
    areas, groupings = ([each] if each else [] for each in (command.area_id, command.grouping_id))
    ground = Ground.of(areas, groupings, tx, today)
    field = "grouping_id" if command.grouping_id else "area_id"
    kind = tx.organisation_kinds.get().on(today).kind(before.kind, field)
    return ground.bind(kind, command.area_id, command.grouping_id), command.grouping_id


def _must_come_under(parent_id: str | None, organisation: Organisation, tx: Tx, today: date) -> None:
    """Kinds that were written anew may have turned a tree round: it is looked at itself."""
    if parent_id == organisation.id:
        raise OrganisationUnderItself(organisation_id=organisation.id)
    known = {} if parent_id is None else tx.organisations.find([parent_id])
    must_stand(organisation.kind, parent_id, known, tx.organisation_kinds.get().on(today))
    if parent_id is not None and organisation.id in tx.organisations.above(parent_id):
        raise OrganisationUnderItself(organisation_id=organisation.id)
