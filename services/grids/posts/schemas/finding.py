"""People on duty and appointments, looked for and shown."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.grids.posts.schemas.answers import StaffSchema
from services.grids.posts.use_cases.get_appointment import GetAppointment
from services.grids.posts.use_cases.list_appointments import ListAppointments
from services.grids.posts.use_cases.list_held_appointments import ListHeldAppointments
from services.grids.posts.use_cases.search_staff import SearchStaff


class SearchStaffSchema(PageQuerySchema):
    schema_name = "posts.SearchStaff"
    builds = SearchStaff
    name_prefix = Name(required=True)


class ListAppointmentsSchema(PageQuerySchema):
    schema_name = "posts.ListAppointments"
    builds = ListAppointments
    area_id = Id(required=True)
    on = Day(load_default=None)


class ListHeldAppointmentsSchema(PageQuerySchema):
    schema_name = "posts.ListHeldAppointments"
    builds = ListHeldAppointments
    staff_id = Id(required=True)
    on = Day(load_default=None)


class GetAppointmentSchema(Schema):
    schema_name = "posts.GetAppointment"
    builds = GetAppointment
    appointment_id = Id(required=True)


class StaffFoundSchema(PageSchema):
    schema_name = "posts.StaffFound"
    items = ListOf(Nested(StaffSchema), required=True)


class AppointmentLineSchema(Schema):
    """`valid_to` is the first day off the post, null until further notice."""

    schema_name = "posts.AppointmentLine"
    id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True)
    staff_id = Id(required=True)
    display_name = Name(required=True)
    duty_phone = Text(at_least=0, required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)
    deputises = Flag(required=True)
    ex_officio_of = Id(required=True, allow_none=True)
    version = Integer(required=True)


class AppointmentReadSchema(AppointmentLineSchema):
    """`open_cases`: those of the area that they see to, as they still will after its end; null for whoever
    may not read the cases there.
    """

    schema_name = "posts.AppointmentRead"
    open_cases = Integer(required=True, allow_none=True)


class AppointmentLinesSchema(PageSchema):
    schema_name = "posts.AppointmentLines"
    items = ListOf(Nested(AppointmentLineSchema), required=True)
