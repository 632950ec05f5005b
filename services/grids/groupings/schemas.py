"""Groupings on the wire."""

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
    Regexp,
    Schema,
    Text,
)
from services.grids.groupings.domain.grouping import NewGrouping
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.domain.units import UnitSpan
from services.grids.groupings.use_cases.add_grouping_kind import AddGroupingKind
from services.grids.groupings.use_cases.close_grouping import CloseGrouping
from services.grids.groupings.use_cases.feed_grouped_dwellings import FeedGroupedDwellings
from services.grids.groupings.use_cases.found_groupings import FoundGroupings
from services.grids.groupings.use_cases.get_grouping import GetGrouping
from services.grids.groupings.use_cases.list_grouping_kinds import ListGroupingKinds
from services.grids.groupings.use_cases.list_grouping_units import ListGroupingUnits
from services.grids.groupings.use_cases.list_groupings import ListGroupings
from services.grids.groupings.use_cases.list_held_groupings import ListHeldGroupings
from services.grids.groupings.use_cases.rename_grouping import RenameGrouping
from services.grids.groupings.use_cases.set_grouping_holders import SetGroupingHolders
from services.grids.groupings.use_cases.set_grouping_units import SetGroupingUnits

KIND = Regexp("^[a-z][a-z0-9_]{0,39}$", code="not_a_key")


class GroupingKindSchema(Schema):
    schema_name = "groupings.Kind"
    kind = Text(required=True, validate=KIND)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    whole = Flag(required=True)
    version = Integer(required=True)


class AddGroupingKindSchema(Schema):
    """A base grid never splits a grouping of a `whole` kind."""

    schema_name = "groupings.AddKind"
    builds = AddGroupingKind
    kind = Text(required=True, validate=KIND, metadata={"examples": ["street"]})
    name_zh = Name(required=True)
    name_en = Name(required=True)
    whole = Flag(load_default=False)


class ListGroupingKindsSchema(PageQuerySchema):
    schema_name = "groupings.ListKinds"
    builds = ListGroupingKinds


class GroupingKindsSchema(PageSchema):
    schema_name = "groupings.Kinds"
    items = ListOf(Nested(GroupingKindSchema), required=True)


class UnitSpanSchema(Schema):
    schema_name = "groupings.UnitSpan"
    builds = UnitSpan
    building_id = Id(required=True)
    first = Integer(required=True, minimum=1, maximum=99)
    last = Integer(required=True, minimum=1, maximum=99)


class NewGroupingSchema(Schema):
    schema_name = "groupings.NewGrouping"
    builds = NewGrouping
    id = Id(required=True)
    kind = Text(required=True, validate=KIND, metadata={"examples": ["courtyard"]})
    name = Name(required=True)
    units = ListOf(Nested(UnitSpanSchema), at_most=500, load_default=())


class FoundGroupingsSchema(Schema):
    schema_name = "groupings.FoundGroupings"
    builds = FoundGroupings
    community_id = Id(required=True)
    groupings = ListOf(Nested(NewGroupingSchema), at_least=1, at_most=200, required=True)


class GroupingSchema(Schema):
    schema_name = "groupings.Grouping"
    id = Id(required=True)
    kind = Text(required=True)
    community_id = Id(required=True)
    name = Name(required=True)
    whole = Flag(required=True)
    closed_on = Day(required=True, allow_none=True)
    version = Integer(required=True)


class FoundedGroupingsSchema(Schema):
    schema_name = "groupings.Founded"
    items = ListOf(Nested(GroupingSchema), required=True)


class ListGroupingsSchema(PageQuerySchema):
    schema_name = "groupings.ListGroupings"
    builds = ListGroupings
    community_id = Id(required=True)
    kind = Text(load_default=None, validate=KIND)


class GroupingsSchema(PageSchema):
    schema_name = "groupings.Groupings"
    items = ListOf(Nested(GroupingSchema), required=True)


class ListHeldGroupingsSchema(PageQuerySchema):
    schema_name = "groupings.ListHeld"
    builds = ListHeldGroupings
    staff_id = Id(required=True)
    on = Day(load_default=None)


class HoldingLineSchema(Schema):
    """One grouping may be held twice, one time after the other."""

    schema_name = "groupings.HoldingLine"
    id = Id(required=True)
    grouping_id = Id(required=True)
    kind = Text(required=True)
    community_id = Id(required=True)
    name = Name(required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class HoldingLinesSchema(PageSchema):
    schema_name = "groupings.HoldingLines"
    items = ListOf(Nested(HoldingLineSchema), required=True)


class GetGroupingSchema(Schema):
    schema_name = "groupings.GetGrouping"
    builds = GetGrouping
    grouping_id = Id(required=True)


class HoldingSchema(Schema):
    """`valid_to` is the first day without it; null: until further notice."""

    schema_name = "groupings.Holding"
    id = Id(required=True)
    staff_id = Id(required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)
    version = Integer(required=True)


class HeldGroupingSchema(GroupingSchema):
    schema_name = "groupings.HeldGrouping"
    holders = ListOf(Nested(HoldingSchema), required=True)


class ListGroupingUnitsSchema(PageQuerySchema):
    schema_name = "groupings.ListUnits"
    builds = ListGroupingUnits
    grouping_id = Id(required=True)


class GroupedUnitSchema(Schema):
    """`area_id` null: given to no grid yet."""

    schema_name = "groupings.Unit"
    building_id = Id(required=True)
    unit = Integer(required=True)
    estate = Name(required=True)
    building = Name(required=True)
    dwellings = Integer(required=True)
    area_id = Id(required=True, allow_none=True)


class GroupedUnitsSchema(PageSchema):
    schema_name = "groupings.Units"
    items = ListOf(Nested(GroupedUnitSchema), required=True)


class FeedGroupedDwellingsSchema(PageQuerySchema):
    schema_name = "groupings.FeedDwellings"
    builds = FeedGroupedDwellings


class GroupedDwellingSchema(Schema):
    """As they are mirrored."""

    schema_name = "groupings.Dwelling"
    id = Text(required=True)
    grouping_id = Id(required=True)
    dwelling_id = Id(required=True)
    version = Integer(required=True)
    removed = Flag(required=True)


class GroupedDwellingsSchema(PageSchema):
    schema_name = "groupings.Dwellings"
    items = ListOf(Nested(GroupedDwellingSchema), required=True)


class SetGroupingUnitsSchema(Schema):
    """These units and no others."""

    schema_name = "groupings.SetUnits"
    builds = SetGroupingUnits
    grouping_id = Id(required=True)
    units = ListOf(Nested(UnitSpanSchema), at_most=500, required=True)
    seen_version = Integer(minimum=0, required=True)


class NewHoldingSchema(Schema):
    schema_name = "groupings.NewHolding"
    builds = Holding
    id = Id(required=True)
    staff_id = Id(required=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class SetGroupingHoldersSchema(Schema):
    """A holding that is there already may only get its end; what is not named stays."""

    schema_name = "groupings.SetHolders"
    builds = SetGroupingHolders
    grouping_id = Id(required=True)
    holders = ListOf(Nested(NewHoldingSchema), at_least=1, at_most=50, required=True)
    seen_version = Integer(minimum=0, required=True)


class RenameGroupingSchema(Schema):
    schema_name = "groupings.RenameGrouping"
    builds = RenameGrouping
    grouping_id = Id(required=True)
    name = Name(required=True)
    seen_version = Integer(minimum=0, required=True)


class CloseGroupingSchema(Schema):
    schema_name = "groupings.CloseGrouping"
    builds = CloseGrouping
    grouping_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)
