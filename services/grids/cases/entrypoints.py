"""What is asked of cases."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import (
    AreaNotMicroGrid,
    AreaUnknown,
    CaseUnknown,
    StaffUnknown,
    WrongState,
)
from services.grids.cases.schemas import (
    AssignCaseSchema,
    CaseSchema,
    CasesSchema,
    CloseCaseSchema,
    GetCaseSchema,
    ListCasesSchema,
    NameActorsSchema,
    RegisterCaseSchema,
    TakeCaseInHandSchema,
)
from services.grids.cases.use_cases.assign_case import AssignCase, assign_case
from services.grids.cases.use_cases.close_case import CloseCase, close_case
from services.grids.cases.use_cases.get_case import GetCase, get_case
from services.grids.cases.use_cases.list_cases import ListCases, list_cases
from services.grids.cases.use_cases.name_actors import NameActors, name_actors
from services.grids.cases.use_cases.ports import Begin, Page, Row
from services.grids.cases.use_cases.register_case import RegisterCase, register_case
from services.grids.cases.use_cases.take_case_in_hand import TakeCaseInHand, take_case_in_hand


class CaseEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "cases.register",
        takes=RegisterCaseSchema(),
        gives=CaseSchema(),
        refuses=(AreaUnknown, AreaNotMicroGrid),
    )
    def register_case(self, command: RegisterCase, caller: Caller) -> Case:
        return register_case(command, self.begin, caller, self.clock.now(), self.clock.today())

    @rpc(
        "cases.assign",
        takes=AssignCaseSchema(),
        gives=CaseSchema(),
        refuses=(CaseUnknown, WrongState),
    )
    def assign_case(self, command: AssignCase, caller: Caller) -> Case:
        return assign_case(command, self.begin, caller, self.clock.now(), self.clock.today())

    @rpc(
        "cases.handle",
        takes=TakeCaseInHandSchema(),
        gives=CaseSchema(),
        refuses=(CaseUnknown, WrongState),
    )
    def take_case_in_hand(self, command: TakeCaseInHand, caller: Caller) -> Case:
        return take_case_in_hand(command, self.begin, caller, self.clock.now())

    @rpc(
        "cases.handle",
        takes=NameActorsSchema(),
        gives=CaseSchema(),
        refuses=(CaseUnknown, StaffUnknown),
    )
    def name_actors(self, command: NameActors, caller: Caller) -> Case:
        return name_actors(command, self.begin, caller)

    @rpc("cases.close", takes=CloseCaseSchema(), gives=CaseSchema(), refuses=(CaseUnknown, WrongState))
    def close_case(self, command: CloseCase, caller: Caller) -> Case:
        return close_case(command, self.begin, caller, self.clock.now())

    @rpc("cases.read", takes=GetCaseSchema(), gives=CaseSchema(), refuses=(CaseUnknown,), reads="personal")
    def get_case(self, command: GetCase, caller: Caller) -> Row:
        return get_case(command, self.begin, caller)

    @rpc("cases.read", takes=ListCasesSchema(), gives=CasesSchema(), reads="personal")
    def list_cases(self, command: ListCases, caller: Caller) -> Page:
        return list_cases(command, self.begin, caller)
