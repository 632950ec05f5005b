"""What is asked of posts and staff."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import (
    AlreadyEnded,
    AppointmentTwiceInBatch,
    AppointmentUnknown,
    AppointsThemselves,
    AreaUnknown,
    DeputyWithoutEnd,
    PostTaken,
    PostUnknown,
    StaffTwiceInBatch,
    StaffUnknown,
    TermEmpty,
)
from services.grids.posts.domain.staff import Staff
from services.grids.posts.schemas.answers import (
    AppointedSchema,
    AppointmentSchema,
    EnteredSchema,
    PostSchema,
    PostsSchema,
    StaffRowsSchema,
    StaffSchema,
)
from services.grids.posts.schemas.requests import (
    AppointStaffSchema,
    EndAppointmentSchema,
    EnterStaffSchema,
    FeedStaffSchema,
    FindHolderSchema,
    GetStaffSchema,
    ListPostsSchema,
)
from services.grids.posts.use_cases.appoint_staff import AppointStaff, appoint_staff
from services.grids.posts.use_cases.end_appointment import EndAppointment, end_appointment
from services.grids.posts.use_cases.enter_staff import EnterStaff, enter_staff
from services.grids.posts.use_cases.feed_staff import FeedStaff, feed_staff
from services.grids.posts.use_cases.find_holder import FindHolder, find_holder
from services.grids.posts.use_cases.get_staff import GetStaff, get_staff
from services.grids.posts.use_cases.list_posts import ListPosts, list_posts
from services.grids.posts.use_cases.ports import Begin, Page, Row


class PostEntrypoints:
    begin: Begin
    clock: Clock

    @rpc("staff.change", takes=EnterStaffSchema(), gives=EnteredSchema(), refuses=(StaffTwiceInBatch,))
    def enter_staff(self, command: EnterStaff, caller: Caller) -> dict[str, list[Staff]]:
        return {"items": enter_staff(command, self.begin, caller)}

    @rpc("staff.read", takes=GetStaffSchema(), gives=StaffSchema(), refuses=(StaffUnknown,), reads="public")
    def get_staff(self, command: GetStaff, caller: Caller) -> Row:
        return get_staff(command, self.begin, caller)

    @rpc(
        "posts.change",
        takes=AppointStaffSchema(),
        gives=AppointedSchema(),
        refuses=(
            AppointmentTwiceInBatch,
            AppointsThemselves,
            AreaUnknown,
            StaffUnknown,
            PostUnknown,
            PostTaken,
            TermEmpty,
            DeputyWithoutEnd,
        ),
    )
    def appoint_staff(self, command: AppointStaff, caller: Caller) -> dict[str, list[Appointment]]:
        return {"items": appoint_staff(command, self.begin, caller)}

    @rpc(
        "posts.change",
        takes=EndAppointmentSchema(),
        gives=AppointmentSchema(),
        refuses=(AppointmentUnknown, AlreadyEnded, TermEmpty),
    )
    def end_appointment(self, command: EndAppointment, caller: Caller) -> Appointment:
        return end_appointment(command, self.begin, caller)

    @rpc("posts.read", takes=ListPostsSchema(), gives=PostsSchema(), refuses=(AreaUnknown,), reads="public")
    def list_posts(self, command: ListPosts, caller: Caller) -> Page:
        return list_posts(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=FindHolderSchema(),
        gives=PostSchema(),
        refuses=(AreaUnknown, PostUnknown),
        reads="public",
    )
    def find_holder(self, command: FindHolder, caller: Caller) -> Row:
        return find_holder(command, self.begin, caller, today=self.clock.today())

    @rpc("areas.feed", takes=FeedStaffSchema(), gives=StaffRowsSchema(), reads="public")
    def feed_staff(self, command: FeedStaff, caller: Caller) -> Page:
        return feed_staff(command, self.begin, caller)
