"""How organisations are shown."""

from services.chassis.schema import Day, Id, Integer, ListOf, Name, Nested, PageSchema, Schema, Text


class OrganisationSchema(Schema):
    """`area_id` is what it is bound to, or the community of its grouping; null: bound to nothing."""

    schema_name = "organisations.Organisation"
    id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    parent_id = Id(required=True, allow_none=True)
    area_id = Id(required=True, allow_none=True)
    grouping_id = Id(required=True, allow_none=True)
    founded_on = Day(required=True)
    closed_on = Day(required=True, allow_none=True)
    version = Integer(required=True)


class FoundedOrganisationsSchema(Schema):
    schema_name = "organisations.Founded"
    items = ListOf(Nested(OrganisationSchema), required=True)


class OrganisationsSchema(PageSchema):
    schema_name = "organisations.Organisations"
    items = ListOf(Nested(OrganisationSchema), required=True)


class MembershipSchema(Schema):
    """`valid_to` is the first day on which they are no member; null: until further notice."""

    schema_name = "organisations.Membership"
    id = Id(required=True)
    staff_id = Id(required=True)
    capacity = Text(required=True)
    department = Name(required=True, allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)
    version = Integer(required=True)


class MembershipsSchema(PageSchema):
    schema_name = "organisations.Memberships"
    items = ListOf(Nested(MembershipSchema), required=True)


class AnsweringOrganisationSchema(OrganisationSchema):
    """`height`: 0 is the area itself, 1 what it lies in; −1 a grouping of the dwelling's unit."""

    schema_name = "organisations.Answering"
    height = Integer(required=True)


class AnsweringOrganisationsSchema(PageSchema):
    schema_name = "organisations.AnsweringOrganisations"
    items = ListOf(Nested(AnsweringOrganisationSchema), required=True)


class CapacityTotalSchema(Schema):
    """`per_organisation` to one place after the point."""

    schema_name = "organisations.CapacityTotal"
    capacity = Text(required=True)
    members = Integer(required=True)
    per_organisation = Text(required=True, allow_none=True)


class KindTotalSchema(Schema):
    schema_name = "organisations.KindTotal"
    kind = Text(required=True)
    organisations = Integer(required=True)
    members = ListOf(Nested(CapacityTotalSchema), required=True)


class OrganisationTotalsSchema(Schema):
    """Of those that are open, by kind, with their members of today by capacity."""

    schema_name = "organisations.Totals"
    organisations = Integer(required=True)
    members = Integer(required=True)
    kinds = ListOf(Nested(KindTotalSchema), required=True)


class UncoveredGroundSchema(Schema):
    """An area, or a grouping."""

    schema_name = "organisations.UncoveredGround"
    id = Id(required=True)
    name = Name(required=True)
    kind = Text(required=True)


class OrganisationCoverageSchema(PageSchema):
    """`percent` to one place after the point, null of nothing; `items` have none of their own."""

    schema_name = "organisations.Coverage"
    there = Integer(required=True)
    covered = Integer(required=True)
    uncovered = Integer(required=True)
    percent = Text(required=True, allow_none=True)
    items = ListOf(Nested(UncoveredGroundSchema), required=True)
