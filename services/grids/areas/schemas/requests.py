"""What is asked of areas."""

from services.chassis.ids import new_id
from services.chassis.schema import (
    Day,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    Schema,
    Text,
)
from services.grids.areas.domain.codes import NewCode
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.use_cases.feed_areas import FeedAreas
from services.grids.areas.use_cases.found_areas import FoundAreas
from services.grids.areas.use_cases.get_area import GetArea
from services.grids.areas.use_cases.give_code import GiveCode
from services.grids.areas.use_cases.give_grid_codes import GiveGridCodes
from services.grids.areas.use_cases.list_children import ListChildren
from services.grids.areas.use_cases.list_code_schemes import ListCodeSchemes
from services.grids.areas.use_cases.list_subtree import ListSubtree
from services.grids.areas.use_cases.list_tops import ListTops
from services.grids.areas.use_cases.move_area import MoveArea
from services.grids.areas.use_cases.read_tree_log import ReadTreeLog
from services.grids.areas.use_cases.register_code_scheme import RegisterCodeScheme
from services.grids.areas.use_cases.rename_area import RenameArea
from services.grids.areas.use_cases.resolve_code import ResolveCode
from services.grids.areas.use_cases.retire_code import RetireCode
from services.grids.areas.use_cases.search_areas import SearchAreas
from services.grids.areas.use_cases.upsert_areas import SentArea, UpsertAreas

MOST_OF_A_KIND = 40
"""A kind is a word of the district's level scheme, which refuses the others."""


class NewCodeSchema(Schema):
    """Scheme and form are the domain's to refuse: a missing scheme has a refusal of its own."""

    schema_name = "areas.NewCode"
    builds = NewCode
    scheme = Text(load_default=None)
    code = Text(required=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None)


class NewAreaSchema(Schema):
    schema_name = "areas.NewArea"
    builds = NewArea
    id = Id(required=True)
    parent_id = Id(load_default=None)
    kind = Text(at_most=MOST_OF_A_KIND, required=True)
    name = Name(required=True)
    codes = ListOf(Nested(NewCodeSchema), at_most=20, load_default=())


class WarrantedSchema(Schema):
    """From which day on, today if none is said, and by which document."""

    effective_on = Day(load_default=None, allow_none=True)
    document_number = Text(load_default=None, allow_none=True, at_most=100)


class FoundAreasSchema(WarrantedSchema):
    schema_name = "areas.FoundAreas"
    builds = FoundAreas
    areas = ListOf(Nested(NewAreaSchema), at_least=1, at_most=500, required=True)


class MoveAreaSchema(WarrantedSchema):
    schema_name = "areas.MoveArea"
    builds = MoveArea
    area_id = Id(required=True)
    parent_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class RenameAreaSchema(WarrantedSchema):
    schema_name = "areas.RenameArea"
    builds = RenameArea
    area_id = Id(required=True)
    name = Name(required=True)
    seen_version = Integer(minimum=0, required=True)


class GetAreaSchema(Schema):
    schema_name = "areas.GetArea"
    builds = GetArea
    area_id = Id(required=True)


class ListChildrenSchema(PageQuerySchema):
    schema_name = "areas.ListChildren"
    builds = ListChildren
    area_id = Id(required=True)


class ListTopsSchema(PageQuerySchema):
    schema_name = "areas.ListTops"
    builds = ListTops


class ListSubtreeSchema(PageQuerySchema):
    schema_name = "areas.ListSubtree"
    builds = ListSubtree
    area_id = Id(required=True)


class SearchAreasSchema(PageQuerySchema):
    schema_name = "areas.SearchAreas"
    builds = SearchAreas
    name_prefix = Name(required=True)


class ResolveCodeSchema(Schema):
    schema_name = "areas.ResolveCode"
    builds = ResolveCode
    code = Text(required=True)
    scheme = Text(load_default=None)
    date = Day(load_default=None)


class GiveCodeSchema(Schema):
    schema_name = "areas.GiveCode"
    builds = GiveCode
    area_id = Id(required=True)
    scheme = Text(load_default=None)
    code = Text(required=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None)
    seen_version = Integer(minimum=0, required=True)


class RetireCodeSchema(Schema):
    schema_name = "areas.RetireCode"
    builds = RetireCode
    area_id = Id(required=True)
    scheme = Text(load_default=None)
    code = Text(required=True)
    valid_to = Day(required=True)
    seen_version = Integer(minimum=0, required=True)


class GiveGridCodesSchema(Schema):
    schema_name = "areas.GiveGridCodes"
    builds = GiveGridCodes
    area_id = Id(required=True)


class SentAreaSchema(Schema):
    schema_name = "areas.SentArea"
    builds = SentArea
    id = Id(load_default=new_id)
    code = Text(required=True)
    kind = Text(at_most=MOST_OF_A_KIND, required=True)
    name = Name(required=True)
    parent_code = Text(load_default=None)
    parent_id = Id(load_default=None)


class UpsertAreasSchema(Schema):
    schema_name = "areas.UpsertAreas"
    builds = UpsertAreas
    scheme = Text(required=True)
    areas = ListOf(Nested(SentAreaSchema), at_least=1, at_most=500, required=True)


class RegisterCodeSchemeSchema(Schema):
    schema_name = "areas.RegisterCodeScheme"
    builds = RegisterCodeScheme
    scheme = Text(required=True, at_most=40)
    name = Name(required=True)


class ListCodeSchemesSchema(PageQuerySchema):
    schema_name = "areas.ListCodeSchemes"
    builds = ListCodeSchemes


class FeedAreasSchema(PageQuerySchema):
    schema_name = "areas.FeedAreas"
    builds = FeedAreas


class ReadTreeLogSchema(PageQuerySchema):
    schema_name = "areas.ReadTreeLog"
    builds = ReadTreeLog
