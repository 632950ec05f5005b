"""Kinds of organisations on the wire."""

from services.chassis.schema import Day, Flag, Integer, ListOf, Name, Nested, Regexp, Schema, Text
from services.grids.organisations.domain.kinds import Capacity, OrganisationKind
from services.grids.organisations.use_cases.get_organisation_kinds import GetOrganisationKinds
from services.grids.organisations.use_cases.write_organisation_kinds import WriteOrganisationKinds

A_KEY = Regexp("^[a-z][a-z0-9_]{0,39}$", code="not_a_key")
MOST_KINDS = 100


class OrganisationKindSchema(Schema):
    """`above` null: at the top of a tree. The rest says what one may be bound to."""

    schema_name = "organisations.Kind"
    builds = OrganisationKind
    key = Text(required=True, validate=A_KEY)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    above = Text(load_default=None, allow_none=True, validate=A_KEY)
    area_kinds = ListOf(Text(validate=A_KEY), at_most=MOST_KINDS, load_default=())
    grouping_kinds = ListOf(Text(validate=A_KEY), at_most=MOST_KINDS, load_default=())


class CapacitySchema(Schema):
    """`from_department`: who is a member so was sent by a department, which is named."""

    schema_name = "organisations.Capacity"
    builds = Capacity
    key = Text(required=True, validate=A_KEY)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    from_department = Flag(load_default=False)


class GetOrganisationKindsSchema(Schema):
    schema_name = "organisations.GetKinds"
    builds = GetOrganisationKinds


class WriteOrganisationKindsSchema(Schema):
    schema_name = "organisations.WriteKinds"
    builds = WriteOrganisationKinds
    valid_from = Day(required=True)
    kinds = ListOf(Nested(OrganisationKindSchema), at_least=1, at_most=MOST_KINDS, required=True)
    capacities = ListOf(Nested(CapacitySchema), at_least=1, at_most=MOST_KINDS, required=True)
    seen_version = Integer(required=True)


class KindEditionSchema(Schema):
    schema_name = "organisations.KindEdition"
    number = Integer(required=True)
    valid_from = Day(required=True)
    kinds = ListOf(Nested(OrganisationKindSchema), required=True)
    capacities = ListOf(Nested(CapacitySchema), required=True)


class OrganisationKindsSchema(Schema):
    """`version` 0: the district has written none, and the preset holds."""

    schema_name = "organisations.Kinds"
    version = Integer(required=True)
    editions = ListOf(Nested(KindEditionSchema), required=True)
