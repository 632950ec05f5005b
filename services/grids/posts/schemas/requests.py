"""What is asked of posts and staff."""

from services.chassis.schema import (
    Choice,
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    Regexp,
    Schema,
    Text,
)
from services.grids.posts.domain.post import NewAppointment
from services.grids.posts.domain.roles import PostRole
from services.grids.posts.use_cases.appoint_staff import AppointStaff
from services.grids.posts.use_cases.end_appointment import EndAppointment
from services.grids.posts.use_cases.enter_staff import EnterStaff, NewStaff
from services.grids.posts.use_cases.feed_staff import FeedStaff
from services.grids.posts.use_cases.find_holder import FindHolder
from services.grids.posts.use_cases.get_staff import GetStaff
from services.grids.posts.use_cases.list_posts import ListPosts

# Short numbers such as 12345 are phones too; empty is none, as in answers.
PHONE = Regexp(r"(\+?[0-9][0-9 -]{1,19})?", code="not_a_phone")


class NewStaffSchema(Schema):
    schema_name = "posts.NewStaff"
    builds = NewStaff
    id = Id(required=True)
    display_name = Name(required=True)
    duty_phone = Text(at_least=0, load_default="", validate=PHONE)


class EnterStaffSchema(Schema):
    schema_name = "posts.EnterStaff"
    builds = EnterStaff
    staff = ListOf(Nested(NewStaffSchema), at_least=1, at_most=500, required=True)


class NewAppointmentSchema(Schema):
    schema_name = "posts.NewAppointment"
    builds = NewAppointment
    id = Id(required=True)
    area_id = Id(required=True)
    role = Choice(PostRole, required=True)
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


class GetStaffSchema(Schema):
    schema_name = "posts.GetStaff"
    builds = GetStaff
    staff_id = Id(required=True)


class ListPostsSchema(PageQuerySchema):
    schema_name = "posts.ListPosts"
    builds = ListPosts
    area_id = Id(required=True)
    vacant = Flag(load_default=None)
    on = Day(load_default=None)


class FindHolderSchema(Schema):
    schema_name = "posts.FindHolder"
    builds = FindHolder
    area_id = Id(required=True)
    on = Day(load_default=None)


class FeedStaffSchema(PageQuerySchema):
    schema_name = "posts.FeedStaff"
    builds = FeedStaff
