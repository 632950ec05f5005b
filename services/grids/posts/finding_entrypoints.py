"""What is looked for before somebody is appointed, or an appointment ends."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.posts.domain.errors import AppointmentUnknown, AreaUnknown
from services.grids.posts.schemas.finding import (
    AppointmentLinesSchema,
    AppointmentReadSchema,
    GetAppointmentSchema,
    ListAppointmentsSchema,
    ListHeldAppointmentsSchema,
    SearchStaffSchema,
    StaffFoundSchema,
)
from services.grids.posts.use_cases.get_appointment import GetAppointment, get_appointment
from services.grids.posts.use_cases.list_appointments import ListAppointments, list_appointments
from services.grids.posts.use_cases.list_held_appointments import (
    ListHeldAppointments,
    list_held_appointments,
)
from services.grids.posts.use_cases.ports import Begin, Page, Row
from services.grids.posts.use_cases.search_staff import SearchStaff, search_staff

CASES_READ = "cases.read"


class FindingEntrypoints:
    begin: Begin
    clock: Clock
    foundation: Any

    @rpc("staff.read", takes=SearchStaffSchema(), gives=StaffFoundSchema(), reads="public")
    def search_staff(self, command: SearchStaff, caller: Caller) -> Page:
        return search_staff(command, self.begin, caller)

    @rpc(
        "posts.read",
        takes=ListAppointmentsSchema(),
        gives=AppointmentLinesSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_appointments(self, command: ListAppointments, caller: Caller) -> Page:
        return list_appointments(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=GetAppointmentSchema(),
        gives=AppointmentReadSchema(),
        refuses=(AppointmentUnknown,),
        reads="public",
    )
    def get_appointment(self, command: GetAppointment, caller: Caller) -> Row:
        reads_cases = self.foundation.roles.scope(caller, CASES_READ, self.clock.now())
        return get_appointment(command, self.begin, caller, reads_cases=reads_cases)

    @rpc(
        "posts.read",
        takes=ListHeldAppointmentsSchema(),
        gives=AppointmentLinesSchema(),
        reads="public",
    )
    def list_held_appointments(self, command: ListHeldAppointments, caller: Caller) -> Page:
        return list_held_appointments(command, self.begin, caller, today=self.clock.today())
