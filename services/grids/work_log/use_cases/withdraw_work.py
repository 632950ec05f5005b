"""An entry should not be there: it counts no more, and what was told in it is gone."""

from copy import copy
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.work_log.domain.entry import WorkEntry
from services.grids.work_log.domain.errors import EntryUnknown
from services.grids.work_log.use_cases.ports import Begin


@dataclass(frozen=True)
class WithdrawWork:
    entry_id: str
    seen_version: int


def withdraw_work(command: WithdrawWork, begin: Begin, caller: Caller) -> WorkEntry:
    """Also where the area has ended since."""
    with begin(caller) as tx:
        before = tx.work_entries.get(command.entry_id, command.seen_version)
        if before.withdrawn:
            raise EntryUnknown(entry_id=before.id)
        after = copy(before)
        withdrawn = after.withdraw()
        tx.work_entries.save(before, after)
        tx.record(withdrawn)
    return after
