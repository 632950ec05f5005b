"""What is asked of posts."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.chain import Chain
from services.grids.posts.domain.errors import (
    AlreadyEnded,
    AlreadyHolds,
    AppointedBeforeFounding,
    AppointedBeyondEnd,
    AppointmentTwiceInBatch,
    AppointmentUnknown,
    AppointsThemselves,
    AreaEnded,
    AreaNotFounded,
    AreaUnknown,
    ChangedInPast,
    DeputyTaken,
    DeputyWithoutEnd,
    DwellingUnknown,
    ExOfficioChain,
    ExOfficioCircle,
    ExOfficioUnknown,
    GrantNotOfPosts,
    GroupHeldAlready,
    GroupNotHeld,
    HandedToThemselves,
    HeldExOfficio,
    PostTaken,
    PostUnknown,
    RoleHeld,
    RoleHeldByMany,
    RoleKindUnknown,
    RoleTwice,
    RoleUnknown,
    StaffUnknown,
    TermEmpty,
    TermTooLong,
)
from services.grids.posts.domain.hand_over import HandOver
from services.grids.posts.domain.role_errors import AppointedBeyondRole
from services.grids.posts.domain.staffing import AgeProfile, Staffing
from services.grids.posts.schemas.answers import (
    AgeProfileSchema,
    AppointedSchema,
    AppointmentSchema,
    PostRolesSchema,
    PostSchema,
    PostsSchema,
    ResponsibleSchema,
    StaffingSchema,
)
from services.grids.posts.schemas.handed import HandOverAnswerSchema
from services.grids.posts.schemas.requests import (
    AppointStaffSchema,
    EndAppointmentSchema,
    FindHolderSchema,
    FindResponsibleForDwellingSchema,
    FindResponsibleSchema,
    GetAgeProfileSchema,
    GetPostRolesSchema,
    GetStaffingSchema,
    HandOverSchema,
    ListPostsSchema,
    WritePostRolesSchema,
)
from services.grids.posts.use_cases.appoint_staff import AppointStaff, appoint_staff
from services.grids.posts.use_cases.end_appointment import EndAppointment, end_appointment
from services.grids.posts.use_cases.find_holder import FindHolder, find_holder
from services.grids.posts.use_cases.find_responsible import FindResponsible, find_responsible
from services.grids.posts.use_cases.find_responsible_for_dwelling import (
    FindResponsibleForDwelling,
    find_responsible_for_dwelling,
)
from services.grids.posts.use_cases.get_age_profile import GetAgeProfile, get_age_profile
from services.grids.posts.use_cases.get_post_roles import GetPostRoles, Shown, get_post_roles
from services.grids.posts.use_cases.get_staffing import GetStaffing, get_staffing
from services.grids.posts.use_cases.hand_over import HandOverWork, hand_over
from services.grids.posts.use_cases.list_posts import ListPosts, list_posts
from services.grids.posts.use_cases.ports import Begin, Page, Row
from services.grids.posts.use_cases.write_post_roles import WritePostRoles, write_post_roles


class PostEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "posts.change",
        takes=AppointStaffSchema(),
        gives=AppointedSchema(),
        refuses=(
            AppointedBeforeFounding,
            AppointedBeyondEnd,
            AppointedBeyondRole,
            AppointmentTwiceInBatch,
            AppointsThemselves,
            AreaUnknown,
            StaffUnknown,
            PostUnknown,
            PostTaken,
            DeputyTaken,
            AlreadyHolds,
            TermEmpty,
            TermTooLong,
            DeputyWithoutEnd,
        ),
    )
    def appoint_staff(self, command: AppointStaff, caller: Caller) -> dict[str, list[Appointment]]:
        return {"items": appoint_staff(command, self.begin, caller)}

    @rpc(
        "posts.change",
        takes=EndAppointmentSchema(),
        gives=AppointmentSchema(),
        refuses=(AppointmentUnknown, AlreadyEnded, TermEmpty, HeldExOfficio),
    )
    def end_appointment(self, command: EndAppointment, caller: Caller) -> Appointment:
        return end_appointment(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.change",
        takes=HandOverSchema(),
        gives=HandOverAnswerSchema(),
        refuses=(
            StaffUnknown,
            AppointmentUnknown,
            AppointsThemselves,
            GroupHeldAlready,
            GroupNotHeld,
            HandedToThemselves,
            HeldExOfficio,
            PostTaken,
            DeputyTaken,
            AlreadyHolds,
        ),
    )
    def hand_over(self, command: HandOverWork, caller: Caller) -> HandOver:
        return hand_over(command, self.begin, caller, today=self.clock.today())

    @rpc("posts.read", takes=ListPostsSchema(), gives=PostsSchema(), refuses=(AreaUnknown,), reads="public")
    def list_posts(self, command: ListPosts, caller: Caller) -> Page:
        return list_posts(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=FindHolderSchema(),
        gives=PostSchema(),
        refuses=(AreaUnknown, AreaEnded, AreaNotFounded, PostUnknown),
        reads="public",
    )
    def find_holder(self, command: FindHolder, caller: Caller) -> Row:
        return find_holder(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "roles.change",
        takes=WritePostRolesSchema(),
        gives=PostRolesSchema(),
        refuses=(
            RoleTwice,
            RoleKindUnknown,
            GrantNotOfPosts,
            ExOfficioUnknown,
            ExOfficioCircle,
            ExOfficioChain,
            ChangedInPast,
            RoleHeld,
            RoleHeldByMany,
        ),
    )
    def write_post_roles(self, command: WritePostRoles, caller: Caller) -> Shown:
        return write_post_roles(command, self.begin, caller, today=self.clock.today())

    @rpc("posts.read", takes=GetPostRolesSchema(), gives=PostRolesSchema(), reads="public")
    def get_post_roles(self, command: GetPostRoles, caller: Caller) -> Shown:
        return get_post_roles(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=GetStaffingSchema(),
        gives=StaffingSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def get_staffing(self, command: GetStaffing, caller: Caller) -> Staffing:
        return get_staffing(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=GetAgeProfileSchema(),
        gives=AgeProfileSchema(),
        refuses=(AreaUnknown, RoleUnknown),
        reads="public",
    )
    def get_age_profile(self, command: GetAgeProfile, caller: Caller) -> AgeProfile:
        return get_age_profile(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=FindResponsibleSchema(),
        gives=ResponsibleSchema(),
        refuses=(AreaUnknown, AreaEnded, AreaNotFounded),
        reads="public",
    )
    def find_responsible(self, command: FindResponsible, caller: Caller) -> Chain:
        return find_responsible(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "posts.read",
        takes=FindResponsibleForDwellingSchema(),
        gives=ResponsibleSchema(),
        refuses=(DwellingUnknown,),
        reads="public",
    )
    def find_responsible_for_dwelling(self, command: FindResponsibleForDwelling, caller: Caller) -> Chain:
        return find_responsible_for_dwelling(command, self.begin, caller, today=self.clock.today())
