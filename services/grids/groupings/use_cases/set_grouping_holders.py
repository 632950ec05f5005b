"""Somebody holds a grouping for a term, or holds it no longer: who holds it sees its units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, rows_of
from services.grids.groupings.domain.errors import AppointsThemselves, StaffUnknown, TooManyHolders
from services.grids.groupings.domain.holding import Holding, changed_by
from services.grids.groupings.use_cases.ports import Begin, Row

AT_MOST = 200


@dataclass(frozen=True)
class SetGroupingHolders:
    """Holdings that are not named stay as they are."""

    grouping_id: str
    holders: tuple[Holding, ...]
    seen_version: int


def set_grouping_holders(command: SetGroupingHolders, begin: Begin, caller: Caller, today: date) -> Row:
    staff_ids: Any = {each.staff_id for each in command.holders}
    if caller.kind == "person" and caller.id in staff_ids:
        raise AppointsThemselves
    with begin(caller) as tx:
        grouping = tx.groupings.get(command.grouping_id, command.seen_version)
        for unknown in sorted(staff_ids - set(tx.people.known(staff_ids))):
            raise StaffUnknown(staff_id=unknown)
        known = tx.holdings.of(grouping.id)
        new = [each.id for each in command.holders if each.id not in known]
        lasting = [each for each in known.values() if each.lasts_beyond(today)]
        if len(lasting) + len(new) > AT_MOST:
            raise TooManyHolders(at_most=AT_MOST)
        with row_of_id(rows_of("holders", [each.id for each in command.holders])):
            tx.holdings.must_be_new(grouping.id, new)
        changed = changed_by(command.holders, known, today)
        if changed:
            after, said = grouping.changed(changed)
            tx.groupings.save(after)
            tx.holdings.keep(grouping.id, changed)
            tx.record(said)
        return tx.grouping_views.one(grouping.id)
