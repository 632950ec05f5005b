"""How posts and staff are shown."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageSchema,
    Schema,
    Text,
)


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
    role = Text(required=True)
    staff_id = Id(required=True)
    valid_from = Day(required=True, attribute="term.valid_from")
    valid_to = Day(required=True, allow_none=True, attribute="term.valid_to")
    deputises = Flag(required=True)
    grants = Text(required=True, allow_none=True)
    ex_officio_of = Id(required=True, allow_none=True)
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
    role = Text(required=True)
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


class RoleSchema(Schema):
    schema_name = "posts.Role"
    key = Text(required=True)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    kinds = ListOf(Text(), required=True)
    many = Flag(required=True)
    expected = Flag(required=True)
    rung = Integer(required=True, allow_none=True)
    term_months = Integer(required=True, allow_none=True)
    grants = Text(required=True, allow_none=True)
    ex_officio_of = Text(required=True, allow_none=True)


class RolesEditionSchema(Schema):
    schema_name = "posts.RolesEdition"
    number = Integer(required=True)
    valid_from = Day(required=True)
    roles = ListOf(Nested(RoleSchema), required=True)


class PostRolesSchema(Schema):
    """`roles` are those of the day; `version` 0: the district has written none, and the usual ones hold."""

    schema_name = "posts.PostRoles"
    on = Day(required=True)
    roles = ListOf(Nested(RoleSchema), required=True, attribute="scheme.roles")
    version = Integer(required=True, attribute="written.version")
    editions = ListOf(Nested(RolesEditionSchema), required=True, attribute="written.editions")


class RoleStaffingSchema(Schema):
    """`percent` is null where no post of the role is expected."""

    schema_name = "posts.RoleStaffing"
    role = Text(required=True)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    expected = Flag(required=True)
    posts = Integer(required=True)
    held = Integer(required=True)
    vacant = Integer(required=True)
    people = Integer(required=True)
    percent = Integer(required=True, allow_none=True)


class StaffingSchema(Schema):
    """`percent` is `expected_held` of `expected_posts`; others count as posts where they are held."""

    schema_name = "posts.Staffing"
    expected_posts = Integer(required=True)
    expected_held = Integer(required=True)
    area_id = Id(required=True)
    on = Day(required=True)
    posts = Integer(required=True)
    held = Integer(required=True)
    vacant = Integer(required=True)
    percent = Integer(required=True, allow_none=True)
    roles = ListOf(Nested(RoleStaffingSchema), required=True)


class AgeProfileSchema(Schema):
    """Of fewer than five people no age is told: it would say who they are.

    Ages are those reached in the year of `on`. `younger` is null, too, where it would tell of one to four
    people, by itself or beside what is told of another age. As far as that tells, all are `at_least` so old
    and younger than `below`.
    """

    schema_name = "posts.AgeProfile"
    area_id = Id(required=True)
    role = Text(required=True, allow_none=True)
    on = Day(required=True)
    under = Integer(required=True)
    people = Integer(required=True)
    known = Integer(required=True)
    withheld = Flag(required=True)
    younger = Integer(required=True, allow_none=True)
    younger_percent = Integer(required=True, allow_none=True)
    at_least = Integer(required=True, allow_none=True)
    below = Integer(required=True, allow_none=True)


class OnDutySchema(Schema):
    schema_name = "posts.OnDuty"
    appointment_id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True)
    staff_id = Id(required=True)
    display_name = Name(required=True)
    duty_phone = Text(at_least=0, required=True)
    deputises = Flag(required=True)


class LevelSchema(Schema):
    """`answered_by` is the hop that answers for this one: its own, or the next above where somebody does.

    `vacant`: nobody holds the post, as in the list of posts; `people` are those who answer, deputies too.
    """

    schema_name = "posts.Level"
    hop = Integer(required=True)
    area_id = Id(required=True)
    area_name = Name(required=True)
    area_kind = Text(required=True)
    role = Text(required=True, attribute="role.key")
    name_zh = Name(required=True, attribute="role.name_zh")
    name_en = Name(required=True, attribute="role.name_en")
    vacant = Flag(required=True)
    deputised = Flag(required=True)
    answered_by = Integer(required=True, allow_none=True)
    people = ListOf(Nested(OnDutySchema), required=True)


class ResponsibleSchema(Schema):
    """Bottom up. `responsible` is who answers now, null for nobody; `skipped` are the vacant levels below."""

    schema_name = "posts.Responsible"
    area_id = Id(required=True)
    area_name = Name(required=True)
    on = Day(required=True)
    responsible = Nested(OnDutySchema, required=True, allow_none=True)
    skipped = Integer(required=True)
    levels = ListOf(Nested(LevelSchema), required=True)
