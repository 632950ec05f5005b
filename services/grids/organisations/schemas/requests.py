"""What is asked of organisations."""

from typing import Any

from marshmallow import post_load

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    Schema,
    Text,
)
from services.grids.organisations.domain.membership import Membership
from services.grids.organisations.domain.organisation import NewOrganisation
from services.grids.organisations.schemas.kinds import A_KEY
from services.grids.organisations.use_cases.change_organisation import ChangeOrganisation
from services.grids.organisations.use_cases.close_organisation import CloseOrganisation
from services.grids.organisations.use_cases.count_organisations import CountOrganisations
from services.grids.organisations.use_cases.find_organisations import FindOrganisations
from services.grids.organisations.use_cases.found_organisations import FoundOrganisations
from services.grids.organisations.use_cases.get_organisation import GetOrganisation
from services.grids.organisations.use_cases.list_organisation_members import ListOrganisationMembers
from services.grids.organisations.use_cases.list_organisations import ListOrganisations
from services.grids.organisations.use_cases.report_organisation_coverage import ReportOrganisationCoverage
from services.grids.organisations.use_cases.set_organisation_members import SetOrganisationMembers


class NewOrganisationSchema(Schema):
    """Bound to an area, to a grouping, or to nothing."""

    schema_name = "organisations.NewOrganisation"
    builds = NewOrganisation
    id = Id(required=True)
    kind = Text(required=True, validate=A_KEY, metadata={"examples": ["party_branch"]})
    name = Name(required=True)
    founded_on = Day(required=True)
    parent_id = Id(load_default=None, allow_none=True)
    area_id = Id(load_default=None, allow_none=True)
    grouping_id = Id(load_default=None, allow_none=True)


class FoundOrganisationsSchema(Schema):
    schema_name = "organisations.FoundOrganisations"
    builds = FoundOrganisations
    organisations = ListOf(Nested(NewOrganisationSchema), at_least=1, at_most=500, required=True)


class ChangeOrganisationSchema(Schema):
    """What is not said stays; null: it stands under none, or is bound to nothing."""

    schema_name = "organisations.ChangeOrganisation"
    organisation_id = Id(required=True)
    name = Name()
    parent_id = Id(allow_none=True)
    area_id = Id(allow_none=True)
    grouping_id = Id(allow_none=True)
    seen_version = Integer(minimum=0, required=True)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> ChangeOrganisation:
        without = frozenset(name for name, value in loaded.items() if value is None)
        return ChangeOrganisation(**loaded, without=without)


class CloseOrganisationSchema(Schema):
    schema_name = "organisations.CloseOrganisation"
    builds = CloseOrganisation
    organisation_id = Id(required=True)
    on = Day(required=True)
    seen_version = Integer(minimum=0, required=True)


class GetOrganisationSchema(Schema):
    schema_name = "organisations.GetOrganisation"
    builds = GetOrganisation
    organisation_id = Id(required=True)


class ListOrganisationsSchema(PageQuerySchema):
    """`area_id`: in it and below it."""

    schema_name = "organisations.ListOrganisations"
    builds = ListOrganisations
    area_id = Id(load_default=None)
    grouping_id = Id(load_default=None)
    kind = Text(load_default=None, validate=A_KEY)
    parent_id = Id(load_default=None)
    closed = Flag(load_default=False)


class FindOrganisationsSchema(PageQuerySchema):
    """Of an area or of a dwelling, and of what lies above, lowest first."""

    schema_name = "organisations.FindOrganisations"
    builds = FindOrganisations
    area_id = Id(load_default=None)
    dwelling_id = Id(load_default=None)


class CountOrganisationsSchema(Schema):
    schema_name = "organisations.CountOrganisations"
    builds = CountOrganisations
    area_id = Id(required=True)


class ReportOrganisationCoverageSchema(PageQuerySchema):
    """Over the areas of a level, or the groupings of a kind, in an area; `kind` is the organisations'."""

    schema_name = "organisations.ReportCoverage"
    builds = ReportOrganisationCoverage
    area_id = Id(required=True)
    kind = Text(required=True, validate=A_KEY)
    area_kind = Text(load_default=None, validate=A_KEY)
    grouping_kind = Text(load_default=None, validate=A_KEY)


class NewMembershipSchema(Schema):
    schema_name = "organisations.NewMembership"
    builds = Membership
    id = Id(required=True)
    staff_id = Id(required=True)
    capacity = Text(required=True, validate=A_KEY, metadata={"examples": ["part_time_member"]})
    department = Name(load_default=None, allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class SetOrganisationMembersSchema(Schema):
    """A membership that is there already may only get its end; what is not named stays."""

    schema_name = "organisations.SetMembers"
    builds = SetOrganisationMembers
    organisation_id = Id(required=True)
    members = ListOf(Nested(NewMembershipSchema), at_least=1, at_most=500, required=True)
    seen_version = Integer(minimum=0, required=True)


class ListOrganisationMembersSchema(PageQuerySchema):
    """`on`: only those who are members that day."""

    schema_name = "organisations.ListMembers"
    builds = ListOrganisationMembers
    organisation_id = Id(required=True)
    on = Day(load_default=None)
