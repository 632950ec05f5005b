"""How posts and staff are shown."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    OneOf,
    PageSchema,
    Schema,
    Text,
)
from services.grids.posts.domain.roles import PostRole

ROLES = OneOf([role.value for role in PostRole])


class StaffSchema(Schema):
    """`duty_phone` is empty for somebody who has none."""

    schema_name = "posts.Staff"
    id = Id(required=True)
    display_name = Name(required=True)
    duty_phone = Text(at_least=0, required=True)
    version = Integer(required=True)


class EnteredSchema(Schema):
    schema_name = "posts.Entered"
    items = ListOf(Nested(StaffSchema), required=True)


class StaffRowSchema(StaffSchema):
    """As it is mirrored."""

    schema_name = "posts.StaffRow"
    removed = Flag(required=True)


class StaffRowsSchema(PageSchema):
    schema_name = "posts.StaffRows"
    items = ListOf(Nested(StaffRowSchema), required=True)


class AppointmentSchema(Schema):
    schema_name = "posts.Appointment"
    id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True, validate=ROLES)
    staff_id = Id(required=True)
    valid_from = Day(required=True, attribute="term.valid_from")
    valid_to = Day(required=True, allow_none=True, attribute="term.valid_to")
    deputises = Flag(required=True)
    version = Integer(required=True)


class AppointedSchema(Schema):
    schema_name = "posts.Appointed"
    items = ListOf(Nested(AppointmentSchema), required=True)


class PostSchema(Schema):
    """All that speaks of a holder is null for a vacant post; so is `valid_to` until further notice."""

    schema_name = "posts.Post"
    area_id = Id(required=True)
    area_name = Name(required=True)
    area_kind = Text(required=True)
    role = Text(required=True, validate=ROLES)
    vacant = Flag(required=True)
    appointment_id = Id(required=True, allow_none=True)
    staff_id = Id(required=True, allow_none=True)
    display_name = Name(required=True, allow_none=True)
    duty_phone = Text(at_least=0, required=True, allow_none=True)
    valid_from = Day(required=True, allow_none=True)
    valid_to = Day(required=True, allow_none=True)


class PostsSchema(PageSchema):
    schema_name = "posts.Posts"
    items = ListOf(Nested(PostSchema), required=True)
