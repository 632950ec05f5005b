"""An entry was wrong: it is said anew, whole, in the area where it is."""

from copy import copy
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.work_log.domain.entry import Told, WorkEntry
from services.grids.work_log.domain.errors import EntryUnknown
from services.grids.work_log.use_cases.log_work import refuse_unknown, standing_of
from services.grids.work_log.use_cases.ports import Begin


@dataclass(frozen=True)
class CorrectWork:
    entry_id: str
    told: Told
    seen_version: int


def correct_work(command: CorrectWork, begin: Begin, caller: Caller, today: date) -> WorkEntry:
    """Also where the area has ended since: of the days before."""
    with begin(caller) as tx:
        before = tx.work_entries.get(command.entry_id, command.seen_version)
        if before.withdrawn:
            raise EntryUnknown(entry_id=before.id)
        after = copy(before)
        corrected = after.correct(command.told)
        if corrected is None:
            return before
        standing = standing_of(before.area_id, tx)
        if command.told.done_on != before.told.done_on:
            standing.must_have_stood(command.told.done_on, today)
        refuse_unknown(command.told, before.told, tx)
        tx.work_entries.save(before, after)
        tx.record(corrected)
    return after
