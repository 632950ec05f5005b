"""What is asked of posts and staff."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    OneOf,
    PageQuerySchema,
    Regexp,
    Schema,
    Text,
)
from services.grids.posts.domain.post import NewAppointment
from services.grids.posts.domain.roles import PostRole
from services.grids.posts.domain.staffing import BOUNDS
from services.grids.posts.use_cases.appoint_staff import AppointStaff
from services.grids.posts.use_cases.change_staff import ChangeStaff
from services.grids.posts.use_cases.end_appointment import EndAppointment
from services.grids.posts.use_cases.enter_staff import EnterStaff, NewStaff
from services.grids.posts.use_cases.feed_staff import FeedStaff
from services.grids.posts.use_cases.find_holder import FindHolder
from services.grids.posts.use_cases.find_responsible import FindResponsible
from services.grids.posts.use_cases.find_responsible_for_dwelling import FindResponsibleForDwelling
from services.grids.posts.use_cases.get_age_profile import GetAgeProfile
from services.grids.posts.use_cases.get_post_roles import GetPostRoles
from services.grids.posts.use_cases.get_staff import GetStaff
from services.grids.posts.use_cases.get_staffing import GetStaffing
from services.grids.posts.use_cases.hand_over import HandOverWork
from services.grids.posts.use_cases.list_posts import ListPosts
from services.grids.posts.use_cases.write_post_roles import WritePostRoles

# Short numbers such as 12345 are phones too; empty is none, as in answers.
PHONE = Regexp(r"(\+?[0-9][0-9 -]{1,19})?", code="not_a_phone")
MONTH = Regexp(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", code="not_a_month")
KEY = Regexp(r"[a-z][a-z0-9_]{1,39}", code="not_a_key")
LONGEST_TERM, HIGHEST_RUNG = 1200, 1000


class NewStaffSchema(Schema):
    schema_name = "posts.NewStaff"
    builds = NewStaff
    id = Id(required=True)
    display_name = Name(required=True)
    duty_phone = Text(at_least=0, load_default="", validate=PHONE)
    birth_month = Text(load_default=None, allow_none=True, validate=MONTH, metadata={"examples": ["1960-05"]})


class EnterStaffSchema(Schema):
    schema_name = "posts.EnterStaff"
    builds = EnterStaff
    staff = ListOf(Nested(NewStaffSchema), at_least=1, at_most=500, required=True)


class ChangeStaffSchema(Schema):
    """What is absent stays; an empty `duty_phone` takes it away."""

    schema_name = "posts.ChangeStaff"
    builds = ChangeStaff
    staff_id = Id(required=True)
    display_name = Name()
    duty_phone = Text(at_least=0, validate=PHONE)
    birth_month = Text(validate=MONTH, metadata={"examples": ["1960-05"]})
    seen_version = Integer(minimum=0, required=True)


class NewAppointmentSchema(Schema):
    schema_name = "posts.NewAppointment"
    builds = NewAppointment
    id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True, validate=KEY)
    staff_id = Id(required=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None)
    deputises = Flag(load_default=False)


class AppointStaffSchema(Schema):
    schema_name = "posts.AppointStaff"
    builds = AppointStaff
    appointments = ListOf(Nested(NewAppointmentSchema), at_least=1, at_most=500, required=True)


class EndAppointmentSchema(Schema):
    schema_name = "posts.EndAppointment"
    builds = EndAppointment
    appointment_id = Id(required=True)
    valid_to = Day(required=True)
    seen_version = Integer(minimum=0, required=True)


class HandOverSchema(Schema):
    """Both lists of ids null: all posts and groups, and open cases wherever they lie.

    Otherwise those that are named alone, and the open cases of the posts that are.
    """

    schema_name = "posts.HandOverWork"
    builds = HandOverWork
    staff_id = Id(required=True)
    to_id = Id(required=True)
    on = Day(required=True)
    appointment_ids = ListOf(Id(), load_default=None, allow_none=True, at_least=1, at_most=500)
    grouping_ids = ListOf(Id(), load_default=None, allow_none=True, at_least=1, at_most=500)
    dry_run = Flag(load_default=False)


class GetStaffSchema(Schema):
    schema_name = "posts.GetStaff"
    builds = GetStaff
    staff_id = Id(required=True)


class ListPostsSchema(PageQuerySchema):
    schema_name = "posts.ListPosts"
    builds = ListPosts
    area_id = Id(required=True)
    vacant = Flag(load_default=None)
    role = Text(load_default=None, validate=KEY)
    on = Day(load_default=None)


class FindHolderSchema(Schema):
    schema_name = "posts.FindHolder"
    builds = FindHolder
    area_id = Id(required=True)
    on = Day(load_default=None)
    role = Text(load_default=None, validate=KEY)


class FeedStaffSchema(PageQuerySchema):
    schema_name = "posts.FeedStaff"
    builds = FeedStaff


class NewRoleSchema(Schema):
    """`rung`: its place among those who answer, from below; null: it is not one of them."""

    schema_name = "posts.NewRole"
    builds = PostRole
    key = Text(required=True, validate=KEY)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    kinds = ListOf(Text(validate=KEY), required=True, at_least=1, at_most=20)
    many = Flag(load_default=False)
    expected = Flag(load_default=False)
    rung = Integer(minimum=0, maximum=HIGHEST_RUNG, load_default=None, allow_none=True)
    term_months = Integer(minimum=1, maximum=LONGEST_TERM, load_default=None, allow_none=True)
    grants = Text(load_default=None, allow_none=True)
    ex_officio_of = Text(load_default=None, allow_none=True, validate=KEY)


class WritePostRolesSchema(Schema):
    schema_name = "posts.WritePostRoles"
    builds = WritePostRoles
    valid_from = Day(required=True)
    roles = ListOf(Nested(NewRoleSchema), at_least=1, at_most=100, required=True)
    seen_version = Integer(minimum=0, required=True)


class GetPostRolesSchema(Schema):
    schema_name = "posts.GetPostRoles"
    builds = GetPostRoles
    on = Day(load_default=None)


class GetStaffingSchema(Schema):
    schema_name = "posts.GetStaffing"
    builds = GetStaffing
    area_id = Id(required=True)
    on = Day(load_default=None)


class GetAgeProfileSchema(Schema):
    schema_name = "posts.GetAgeProfile"
    builds = GetAgeProfile
    area_id = Id(required=True)
    role = Text(load_default=None, validate=KEY)
    under = Integer(load_default=60, validate=OneOf(sorted(BOUNDS)))
    on = Day(load_default=None)


class FindResponsibleSchema(Schema):
    schema_name = "posts.FindResponsible"
    builds = FindResponsible
    area_id = Id(required=True)
    on = Day(load_default=None)
    or_successor = Flag(load_default=False)


class FindResponsibleForDwellingSchema(Schema):
    schema_name = "posts.FindResponsibleForDwelling"
    builds = FindResponsibleForDwelling
    dwelling_id = Id(required=True)
    on = Day(load_default=None)
