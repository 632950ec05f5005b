"""Somebody writes down what was done in an area; the same entry once more is taken as done."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.work_log.domain.entry import Standing, Told, WorkEntry
from services.grids.work_log.domain.errors import AreaUnknown, CaseUnknown, StaffUnknown
from services.grids.work_log.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class LogWork:
    id: str
    area_id: str
    told: Told


def log_work(command: LogWork, begin: Begin, caller: Caller, today: date) -> WorkEntry:
    entry = WorkEntry(command.id, command.area_id, command.told)
    with begin(caller) as tx:
        if before := tx.work_entries.logged_before(entry):
            return before
        standing = standing_of(entry.area_id, tx)
        standing.must_stand()
        standing.must_have_stood(entry.told.done_on, today)
        refuse_unknown(entry.told, None, tx)
        if not tx.work_entries.add(entry):
            return tx.work_entries.logged_before(entry) or entry
        tx.record(entry.logged())
    return entry


def standing_of(area_id: str, tx: Tx) -> Standing:
    """Raises AreaUnknown."""
    held = tx.area_kinds.hold(area_id)
    if held is None:
        raise AreaUnknown(area_id=area_id)
    return Standing(area_id, tx.area_kinds.founded_on([area_id]).get(area_id), *held)


def refuse_unknown(told: Told, before: Told | None, tx: Tx) -> None:
    """Raises StaffUnknown or CaseUnknown for who and what was not named before."""
    staff_id, case_id = told.staff_id, told.case_id
    if (before is None or staff_id != before.staff_id) and staff_id not in tx.people.known([staff_id]):
        raise StaffUnknown(staff_id=staff_id)
    if case_id is None or (before is not None and case_id == before.case_id):
        return
    if not tx.case_views.sees(case_id):
        raise CaseUnknown(case_id=case_id)
