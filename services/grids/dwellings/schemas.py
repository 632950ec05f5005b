"""Buildings and dwellings on the wire."""

from services.chassis.fields import After
from services.chassis.schema import (
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
from services.grids.dwellings.domain.building import MOST_ROOMS_OF_A_FLOOR, NewBuilding
from services.grids.dwellings.domain.giving import UnitRange
from services.grids.dwellings.use_cases.enter_buildings import EnterBuildings
from services.grids.dwellings.use_cases.feed_dwellings import FeedDwellings
from services.grids.dwellings.use_cases.get_building import GetBuilding
from services.grids.dwellings.use_cases.give_units import GiveUnits
from services.grids.dwellings.use_cases.list_buildings import ListBuildings
from services.grids.dwellings.use_cases.list_dwellings import ListDwellings
from services.grids.dwellings.use_cases.preview_units import PreviewUnits
from services.grids.dwellings.use_cases.rename_building import RenameBuilding
from services.grids.dwellings.use_cases.report_coverage import ReportCoverage

ROOM = Regexp(r"[1-9][0-9]?-[1-9][0-9]{2,4}", code="not_a_room")


class NewBuildingSchema(Schema):
    schema_name = "dwellings.NewBuilding"
    builds = NewBuilding
    id = Id(required=True)
    name = Name(required=True)
    units = Integer(required=True, minimum=1, maximum=99)
    floors = Integer(required=True, minimum=1, maximum=150)
    rooms_per_floor = Integer(required=True, minimum=1, maximum=MOST_ROOMS_OF_A_FLOOR)
    left_out = ListOf(Text(validate=ROOM), at_most=1000, load_default=())


class EnterBuildingsSchema(Schema):
    schema_name = "dwellings.EnterBuildings"
    builds = EnterBuildings
    community_id = Id(required=True)
    estate = Name(required=True)
    buildings = ListOf(Nested(NewBuildingSchema), at_least=1, at_most=200, required=True)


class RenameBuildingSchema(Schema):
    """What is absent stays."""

    schema_name = "dwellings.RenameBuilding"
    builds = RenameBuilding
    building_id = Id(required=True)
    name = Name()
    estate = Name()
    seen_version = Integer(minimum=0, required=True)


class BuildingSchema(Schema):
    schema_name = "dwellings.Building"
    id = Id(required=True)
    community_id = Id(required=True)
    estate = Name(required=True)
    name = Name(required=True)
    units = Integer(required=True)
    dwellings = Integer(required=True)
    version = Integer(required=True)


class EnteredBuildingsSchema(Schema):
    schema_name = "dwellings.Entered"
    items = ListOf(Nested(BuildingSchema), required=True)


class UnitRangeSchema(Schema):
    schema_name = "dwellings.UnitRange"
    builds = UnitRange
    building_id = Id(required=True)
    first = Integer(required=True, minimum=1, maximum=99)
    last = Integer(required=True, minimum=1, maximum=99)
    area_id = Id(required=True)


class GiveUnitsSchema(Schema):
    schema_name = "dwellings.GiveUnits"
    builds = GiveUnits
    ranges = ListOf(Nested(UnitRangeSchema), at_least=1, at_most=500, required=True)


class PreviewUnitsSchema(Schema):
    schema_name = "dwellings.PreviewUnits"
    builds = PreviewUnits
    ranges = ListOf(Nested(UnitRangeSchema), at_least=1, at_most=500, required=True)


class SpanSchema(Schema):
    """Units that follow each other, in one grid or in none."""

    schema_name = "dwellings.Span"
    building_id = Id(required=True)
    first = Integer(required=True)
    last = Integer(required=True)
    area_id = Id(required=True, allow_none=True)


class DoubleSchema(Schema):
    """A unit that several rows speak of; rows count from 0."""

    schema_name = "dwellings.Double"
    building_id = Id(required=True)
    unit = Integer(required=True)
    rows = ListOf(Integer(), required=True)


class RowRefusedSchema(Schema):
    """What giving would refuse; `about` are the fields that are wrong, as giving names them.

    `row` is null for what the table does as a whole.
    """

    schema_name = "dwellings.RowRefused"
    row = Integer(required=True, allow_none=True)
    about = ListOf(Text(), required=True)
    code = Text(required=True)


class PreviewedUnitsSchema(Schema):
    schema_name = "dwellings.Previewed"
    units = Integer(required=True)
    dwellings = Integer(required=True)
    gaps = ListOf(Nested(SpanSchema), required=True)
    doubles = ListOf(Nested(DoubleSchema), required=True)
    given_elsewhere = ListOf(Nested(SpanSchema), required=True)
    refused = ListOf(Nested(RowRefusedSchema), required=True)


class UnitSchema(Schema):
    schema_name = "dwellings.Unit"
    id = Id(required=True)
    unit = Integer(required=True)
    area_id = Id(required=True)
    dwellings = Integer(required=True)
    version = Integer(required=True)


class GivenUnitsSchema(Schema):
    schema_name = "dwellings.Given"
    items = ListOf(Nested(UnitSchema), required=True)


class GetBuildingSchema(Schema):
    schema_name = "dwellings.GetBuilding"
    builds = GetBuilding
    building_id = Id(required=True)


class ListBuildingsSchema(PageQuerySchema):
    schema_name = "dwellings.ListBuildings"
    builds = ListBuildings
    community_id = Id(required=True)


class BuildingsSchema(PageSchema):
    schema_name = "dwellings.Buildings"
    items = ListOf(Nested(BuildingSchema), required=True)


class ListDwellingsSchema(PageQuerySchema):
    schema_name = "dwellings.ListDwellings"
    builds = ListDwellings
    building_id = Id(required=True)


class DwellingSchema(Schema):
    schema_name = "dwellings.Dwelling"
    id = Id(required=True)
    building_id = Id(required=True)
    unit = Integer(required=True)
    floor = Integer(required=True)
    room = Text(required=True)
    area_id = Id(required=True, allow_none=True)


class HomeSchema(DwellingSchema):
    """`courtyard`: the name of the one in which its unit stands, if it stands in any."""

    schema_name = "dwellings.Home"
    courtyard = Text(required=True, allow_none=True)


class DwellingsSchema(PageSchema):
    schema_name = "dwellings.Dwellings"
    items = ListOf(Nested(HomeSchema), required=True)


class FeedDwellingsSchema(Schema):
    """Longer pages than people get: a service takes a whole community."""

    schema_name = "dwellings.FeedDwellings"
    builds = FeedDwellings
    community_id = Id(required=True)
    limit = Integer(minimum=1, maximum=2000, load_default=1000)
    after = After(load_default=None)


class AddressSchema(DwellingSchema):
    schema_name = "dwellings.Address"
    estate = Text(required=True)
    building = Text(required=True)


class AddressesSchema(PageSchema):
    schema_name = "dwellings.Addresses"
    items = ListOf(Nested(AddressSchema), required=True)


class UncoveredSchema(AddressSchema):
    schema_name = "dwellings.Uncovered"
    courtyard = Text(required=True, allow_none=True)


class ReportCoverageSchema(PageQuerySchema):
    schema_name = "dwellings.ReportCoverage"
    builds = ReportCoverage
    area_id = Id(required=True)


class CoverageSchema(PageSchema):
    """`items` lie in no grid; the figures are those of the whole community.

    `doubly_covered` is 0: a dwelling has one area, so that two grids cannot both have it.
    """

    schema_name = "dwellings.Coverage"
    items = ListOf(Nested(UncoveredSchema), required=True)
    dwellings = Integer(required=True)
    uncovered = Integer(required=True)
    doubly_covered = Integer(required=True)
