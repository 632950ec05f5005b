"""A grouping is closed: its units are free, and whoever holds it holds it no longer."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.use_cases.ports import Begin
from services.grids.groupings.use_cases.set_grouping_units import regroup


@dataclass(frozen=True)
class CloseGrouping:
    grouping_id: str
    seen_version: int


def close_grouping(command: CloseGrouping, begin: Begin, caller: Caller, today: date) -> Grouping:
    with begin(caller) as tx:
        grouping = tx.groupings.get(command.grouping_id, command.seen_version)
        closed, said = grouping.close(today)
        held = tx.holdings.of(grouping.id).values()
        ended = [each.end(today) for each in held if each.lasts_beyond(today)]
        if ended:
            tx.holdings.keep(grouping.id, ended)
            tx.record(grouping.changed(ended)[1])
        tx.groupings.save(closed)
        tx.record(said)
        regroup(closed, [], tx)
    return closed
