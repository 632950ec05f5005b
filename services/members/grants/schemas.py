"""Grants on the wire."""

from services.chassis.ids import new_id
from services.chassis.schema import (
    Choice,
    DayHeard,
    EventSchema,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Nested,
    PageQuerySchema,
    PageSchema,
    Reason,
    Schema,
    Text,
    Words,
)
from services.members.grants.domain.grant import Source
from services.members.grants.domain.role import Role
from services.members.grants.use_cases.break_glass import BreakGlass
from services.members.grants.use_cases.end_grant import EndGrant
from services.members.grants.use_cases.follow_ended_areas import FollowEndedAreas, FollowEndedGrouping
from services.members.grants.use_cases.follow_groupings import FollowHolders, Held
from services.members.grants.use_cases.follow_posts import Appointed, FollowAppointments, FollowEnd
from services.members.grants.use_cases.give_grant import GiveGrant
from services.members.grants.use_cases.issue_token import FindStanding, IssueToken
from services.members.grants.use_cases.list_grants import GetGrant, ListGrants


class GiveGrantSchema(Schema):
    schema_name = "grants.GiveGrant"
    builds = GiveGrant
    id = Id(load_default=new_id)
    person_id = Id(required=True)
    role = Choice(Role, required=True)
    area_id = Id(load_default=None, allow_none=True)
    valid_from = Moment(load_default=None, allow_none=True)
    valid_until = Moment(load_default=None, allow_none=True)
    reason = Reason(at_least=5, required=True)


class BreakGlassSchema(Schema):
    schema_name = "grants.BreakGlass"
    builds = BreakGlass
    id = Id(load_default=new_id)
    role = Choice(Role, required=True)
    area_id = Id(required=True)
    reason = Reason(at_least=10, required=True)


class EndGrantSchema(Schema):
    schema_name = "grants.EndGrant"
    builds = EndGrant
    grant_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class GetGrantSchema(Schema):
    schema_name = "grants.GetGrant"
    builds = GetGrant
    grant_id = Id(required=True)


class ListGrantsSchema(PageQuerySchema):
    schema_name = "grants.ListGrants"
    builds = ListGrants
    person_id = Id(load_default=None)
    area_id = Id(load_default=None)
    source = Choice(Source, load_default=None)


class AppointedSchema(EventSchema):
    builds = Appointed
    id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True)
    staff_id = Id(required=True)
    valid_from = DayHeard(required=True)
    valid_to = DayHeard(required=True, allow_none=True)
    version = Integer(required=True)
    deputises = Flag(load_default=False)
    grants = Text(at_least=0, load_default=None, allow_none=True)


class StaffAppointedSchema(EventSchema):
    builds = FollowAppointments
    rows = ListOf(Nested(AppointedSchema), required=True)


class AppointmentEndedSchema(EventSchema):
    builds = FollowEnd
    appointment_id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True)
    staff_id = Id(required=True)
    valid_to = DayHeard(required=True)
    version = Integer(required=True)
    grants = Text(at_least=0, load_default=None, allow_none=True)


class HolderSchema(EventSchema):
    builds = Held
    id = Id(required=True)
    grouping_id = Id(required=True)
    role = Text(required=True)
    staff_id = Id(required=True)
    valid_from = DayHeard(required=True)
    valid_to = DayHeard(required=True, allow_none=True)
    version = Integer(required=True)


class GroupingHoldersChangedSchema(EventSchema):
    builds = FollowHolders
    rows = ListOf(Nested(HolderSchema), required=True)


class AreasReplacedSchema(EventSchema):
    builds = FollowEndedAreas
    ended_ids = ListOf(Id(), required=True)


class GroupingEndedSchema(EventSchema):
    builds = FollowEndedGrouping
    grouping_id = Id(required=True)


class IssueTokenSchema(Schema):
    schema_name = "grants.IssueToken"
    builds = IssueToken
    person_id = Id(required=True)


class FindStandingSchema(Schema):
    schema_name = "grants.FindStanding"
    builds = FindStanding
    principal = Text(required=True)


class StandingSchema(Schema):
    schema_name = "grants.Standing"
    grants_version = Integer(required=True)


class TokenSchema(Schema):
    """`token` is for the bearer alone."""

    schema_name = "grants.Token"
    person_id = Id(required=True)
    token = Text(required=True)
    expires_at = Moment(required=True)


class GrantSchema(Schema):
    """A kept grant may have a role that this version does not know: it gives nothing, and is shown."""

    schema_name = "grants.Grant"
    id = Id(required=True)
    person_id = Id(required=True)
    role = Text(required=True)
    area_id = Id(required=True, allow_none=True)
    valid_from = Moment(required=True)
    valid_until = Moment(required=True, allow_none=True)
    reason = Words(required=True)
    source = Text(required=True)
    given_by = Text(required=True)
    given_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    ended_by = Text(required=True, allow_none=True)
    version = Integer(required=True)


class GrantsSchema(PageSchema):
    schema_name = "grants.Grants"
    items = ListOf(Nested(GrantSchema), required=True)
