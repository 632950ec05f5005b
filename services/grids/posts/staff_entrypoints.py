"""What is asked of staff."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.posts.domain.errors import StaffTwiceInBatch, StaffUnknown
from services.grids.posts.domain.staff import Staff
from services.grids.posts.domain.staff_errors import BornLater, HeldElsewhere
from services.grids.posts.schemas.answers import EnteredSchema, StaffRowsSchema, StaffSchema
from services.grids.posts.schemas.requests import (
    ChangeStaffSchema,
    EnterStaffSchema,
    FeedStaffSchema,
    GetStaffSchema,
)
from services.grids.posts.use_cases.change_staff import ChangeStaff, change_staff
from services.grids.posts.use_cases.enter_staff import EnterStaff, enter_staff
from services.grids.posts.use_cases.feed_staff import FeedStaff, feed_staff
from services.grids.posts.use_cases.get_staff import GetStaff, get_staff
from services.grids.posts.use_cases.ports import Begin, Page, Row

WRONG_STAFF = (StaffTwiceInBatch, BornLater)


class StaffEntrypoints:
    begin: Begin
    clock: Clock

    @rpc("staff.change", takes=EnterStaffSchema(), gives=EnteredSchema(), refuses=WRONG_STAFF)
    def enter_staff(self, command: EnterStaff, caller: Caller) -> dict[str, list[Staff]]:
        return {"items": enter_staff(command, self.begin, caller, today=self.clock.today())}

    @rpc(
        "staff.change",
        takes=ChangeStaffSchema(),
        gives=StaffSchema(),
        refuses=(StaffUnknown, HeldElsewhere, BornLater),
    )
    def change_staff(self, command: ChangeStaff, caller: Caller) -> Staff:
        return change_staff(command, self.begin, caller, today=self.clock.today())

    @rpc("staff.read", takes=GetStaffSchema(), gives=StaffSchema(), refuses=(StaffUnknown,), reads="public")
    def get_staff(self, command: GetStaff, caller: Caller) -> Row:
        return get_staff(command, self.begin, caller)

    @rpc("areas.feed", takes=FeedStaffSchema(), gives=StaffRowsSchema(), reads="public")
    def feed_staff(self, command: FeedStaff, caller: Caller) -> Page:
        return feed_staff(command, self.begin, caller)
