"""What is asked of grants."""

from typing import Any

from services.chassis.bus import on, rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.tokens import TOKEN_LIFE
from services.members.grants.domain.errors import (
    AdministratorsApart,
    AreaEnded,
    AreaNeeded,
    AreaUnknown,
    GrantFollowsPost,
    GrantOver,
    GrantToOneself,
    GrantUnknown,
    RoleNotHeld,
    TermEmpty,
)
from services.members.grants.figures import glass_broken
from services.members.grants.schemas import (
    AppointmentEndedSchema,
    AreasReplacedSchema,
    BreakGlassSchema,
    EndGrantSchema,
    FindStandingSchema,
    GetGrantSchema,
    GiveGrantSchema,
    GrantSchema,
    GrantsSchema,
    GroupingEndedSchema,
    GroupingHoldersChangedSchema,
    IssueTokenSchema,
    ListGrantsSchema,
    StaffAppointedSchema,
    StandingSchema,
    TokenSchema,
)
from services.members.grants.use_cases.break_glass import BreakGlass, break_glass
from services.members.grants.use_cases.end_grant import EndGrant, end_grant
from services.members.grants.use_cases.follow_ended_areas import (
    FollowEndedAreas,
    FollowEndedGrouping,
    follow_ended_areas,
)
from services.members.grants.use_cases.follow_groupings import FollowHolders, follow_holders
from services.members.grants.use_cases.follow_posts import (
    FollowAppointments,
    FollowEnd,
    follow_appointments,
    follow_end,
)
from services.members.grants.use_cases.give_grant import GiveGrant, give_grant
from services.members.grants.use_cases.issue_token import FindStanding, IssueToken, find_standing, standing_of
from services.members.grants.use_cases.list_grants import GetGrant, ListGrants, get_grant, list_grants
from services.members.grants.use_cases.ports import Begin, Page, Row


class GrantEntrypoints:
    begin: Begin
    clock: Clock
    foundation: Any

    @rpc(
        "grants.give",
        takes=GiveGrantSchema(),
        gives=GrantSchema(),
        refuses=(AreaUnknown, AreaEnded, AreaNeeded, TermEmpty, GrantToOneself, AdministratorsApart),
    )
    def give_grant(self, command: GiveGrant, caller: Caller) -> Row:
        return give_grant(command, self.begin, caller)

    @rpc(
        "grants.give",
        takes=EndGrantSchema(),
        gives=GrantSchema(),
        refuses=(GrantUnknown, GrantOver, GrantFollowsPost),
    )
    def end_grant(self, command: EndGrant, caller: Caller) -> Row:
        return end_grant(command, self.begin, caller)

    @rpc("tokens.issue", takes=IssueTokenSchema(), gives=TokenSchema())
    def issue_token(self, command: IssueToken, caller: Caller) -> dict[str, Any]:
        now = self.clock.now()
        stands = standing_of(command, self.begin, caller, now)
        token = self.foundation.issue(caller.district, stands.person_id, stands.grants, stands.version, now)
        return {"person_id": stands.person_id, "token": token, "expires_at": now + TOKEN_LIFE}

    @rpc(
        "glass.break",
        takes=BreakGlassSchema(),
        gives=GrantSchema(),
        refuses=(AreaUnknown, AreaEnded, RoleNotHeld),
    )
    def break_glass(self, command: BreakGlass, caller: Caller) -> Row:
        taken = break_glass(command, self.begin, caller)
        glass_broken.labels(command.role.value).inc()
        return taken

    @rpc("grants.stand", takes=FindStandingSchema(), gives=StandingSchema(), reads="public")
    def find_standing(self, command: FindStanding, caller: Caller) -> dict[str, int]:
        return {"grants_version": find_standing(command, self.begin, caller)}

    @on("grids", "StaffAppointed", reads=StaffAppointedSchema())
    def follow_appointments(self, told: FollowAppointments, caller: Caller) -> None:
        follow_appointments(told, self.begin, caller)

    @on("grids", "AppointmentEnded", reads=AppointmentEndedSchema())
    def follow_end(self, told: FollowEnd, caller: Caller) -> None:
        follow_end(told, self.begin, caller)

    @on("grids", "GroupingHoldersChanged", reads=GroupingHoldersChangedSchema())
    def follow_groupings(self, told: FollowHolders, caller: Caller) -> None:
        follow_holders(told, self.begin, caller)

    @on("grids", "AreasReplaced", reads=AreasReplacedSchema())
    def follow_ended_areas(self, told: FollowEndedAreas, caller: Caller) -> None:
        follow_ended_areas(told, self.begin, caller)

    @on("grids", "GroupingEnded", reads=GroupingEndedSchema())
    def follow_ended_groupings(self, told: FollowEndedGrouping, caller: Caller) -> None:
        follow_ended_areas(told, self.begin, caller)

    @rpc(
        "grants.read",
        takes=GetGrantSchema(),
        gives=GrantSchema(),
        refuses=(GrantUnknown,),
        reads="public",
    )
    def get_grant(self, command: GetGrant, caller: Caller) -> Row:
        return get_grant(command, self.begin, caller)

    @rpc(
        "grants.read",
        takes=ListGrantsSchema(),
        gives=GrantsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_grants(self, command: ListGrants, caller: Caller) -> Page:
        return list_grants(command, self.begin, caller)
