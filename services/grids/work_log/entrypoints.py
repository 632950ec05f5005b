"""What is asked of the work log."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.work_log.domain.duties import Duty
from services.grids.work_log.domain.entry import WorkEntry
from services.grids.work_log.domain.errors import (
    AreaEnded,
    AreaUnknown,
    CaseUnknown,
    DayAhead,
    DoneBeforeFounding,
    EntryUnknown,
    EntryWithdrawn,
    StaffUnknown,
)
from services.grids.work_log.schemas import (
    CorrectWorkSchema,
    CountWorkSchema,
    DutiesSchema,
    GetWorkEntrySchema,
    ListDutyClassesSchema,
    ListWorkSchema,
    LogWorkSchema,
    WithdrawnWorkSchema,
    WithdrawWorkSchema,
    WorkEntrySchema,
    WorkLinesSchema,
    WorkTotalsSchema,
)
from services.grids.work_log.use_cases.correct_work import CorrectWork, correct_work
from services.grids.work_log.use_cases.count_work import CountWork, count_work
from services.grids.work_log.use_cases.get_work_entry import GetWorkEntry, get_work_entry
from services.grids.work_log.use_cases.list_duty_classes import ListDutyClasses, list_duty_classes
from services.grids.work_log.use_cases.list_work import ListWork, list_work
from services.grids.work_log.use_cases.log_work import LogWork, log_work
from services.grids.work_log.use_cases.ports import Begin, Page, Row
from services.grids.work_log.use_cases.withdraw_work import WithdrawWork, withdraw_work

TOLD_WRONG = (AreaEnded, CaseUnknown, DayAhead, DoneBeforeFounding, StaffUnknown)


class WorkLogEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "work.log",
        takes=LogWorkSchema(),
        gives=WorkEntrySchema(),
        refuses=(AreaUnknown, EntryWithdrawn, *TOLD_WRONG),
    )
    def log_work(self, command: LogWork, caller: Caller) -> WorkEntry:
        return log_work(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "work.log",
        takes=CorrectWorkSchema(),
        gives=WorkEntrySchema(),
        refuses=(EntryUnknown, *TOLD_WRONG),
    )
    def correct_work(self, command: CorrectWork, caller: Caller) -> WorkEntry:
        return correct_work(command, self.begin, caller, today=self.clock.today())

    @rpc("work.log", takes=WithdrawWorkSchema(), gives=WithdrawnWorkSchema(), refuses=(EntryUnknown,))
    def withdraw_work(self, command: WithdrawWork, caller: Caller) -> WorkEntry:
        return withdraw_work(command, self.begin, caller)

    @rpc(
        "work.read",
        takes=GetWorkEntrySchema(),
        gives=WorkEntrySchema(),
        refuses=(EntryUnknown,),
        reads="personal",
    )
    def get_work_entry(self, command: GetWorkEntry, caller: Caller) -> Row:
        return get_work_entry(command, self.begin, caller)

    @rpc(
        "work.read",
        takes=ListWorkSchema(),
        gives=WorkLinesSchema(),
        refuses=(AreaUnknown,),
        reads="personal",
    )
    def list_work(self, command: ListWork, caller: Caller) -> Page:
        return list_work(command, self.begin, caller)

    @rpc(
        "work.read",
        takes=CountWorkSchema(),
        gives=WorkTotalsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def count_work(self, command: CountWork, caller: Caller) -> dict[str, Any]:
        return count_work(command, self.begin, caller)

    @rpc("work.read", takes=ListDutyClassesSchema(), gives=DutiesSchema(), reads="public")
    def list_duty_classes(self, command: ListDutyClasses, caller: Caller) -> dict[str, tuple[Duty, ...]]:
        return {"items": list_duty_classes(command, self.begin, caller)}
