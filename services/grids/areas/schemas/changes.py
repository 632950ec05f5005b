"""What is asked of areas' changes over time, and how they are shown."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.grids.areas.schemas.answers import AreaSchema, CodeWarningSchema
from services.grids.areas.schemas.foreseen import KINDS
from services.grids.areas.schemas.requests import NewAreaSchema, NewCodeSchema, WarrantedSchema
from services.grids.areas.use_cases.abolish_area import AbolishArea
from services.grids.areas.use_cases.list_area_changes import ListAreaChanges
from services.grids.areas.use_cases.list_areas_then import ListAreasThen
from services.grids.areas.use_cases.merge_areas import MergeAreas, Seen
from services.grids.areas.use_cases.split_area import ChildOf, NewPart, SplitArea, UnitsOf

MOST = 50


class SeenAreaSchema(Schema):
    schema_name = "areas.SeenArea"
    builds = Seen
    area_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class AbolishAreaSchema(WarrantedSchema):
    schema_name = "areas.AbolishArea"
    builds = AbolishArea
    area_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)
    successor = Nested(SeenAreaSchema, load_default=None)


class MergeAreasSchema(WarrantedSchema):
    schema_name = "areas.MergeAreas"
    builds = MergeAreas
    sources = ListOf(Nested(SeenAreaSchema), at_least=1, at_most=MOST, required=True)
    target = Nested(SeenAreaSchema, load_default=None)
    founded = Nested(NewAreaSchema, load_default=None)
    holder_of = Id(load_default=None, allow_none=True)


class NewPartSchema(Schema):
    schema_name = "areas.NewPart"
    builds = NewPart
    id = Id(required=True)
    name = Name(required=True)
    codes = ListOf(Nested(NewCodeSchema), at_most=20, load_default=())


class ChildOfSchema(Schema):
    schema_name = "areas.ChildOf"
    builds = ChildOf
    area_id = Id(required=True)
    part_id = Id(required=True)


class UnitsOfSchema(Schema):
    schema_name = "areas.UnitsOf"
    builds = UnitsOf
    building_id = Id(required=True)
    first = Integer(required=True, minimum=1, maximum=99)
    last = Integer(required=True, minimum=1, maximum=99)
    part_id = Id(required=True)


class SplitAreaSchema(WarrantedSchema):
    schema_name = "areas.SplitArea"
    builds = SplitArea
    area_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)
    parts = ListOf(Nested(NewPartSchema), at_least=1, at_most=MOST, required=True)
    primary_id = Id(required=True)
    children = ListOf(Nested(ChildOfSchema), at_most=500, load_default=())
    units = ListOf(Nested(UnitsOfSchema), at_most=500, load_default=())
    keeps_holder = Flag(load_default=False)


class SucceededSchema(Schema):
    """The areas that go on: the primary first."""

    schema_name = "areas.Succeeded"
    number = Integer(required=True)
    kind = Text(required=True, validate=KINDS)
    effective_on = Text(required=True)
    ended_ids = ListOf(Id(), required=True)
    areas = ListOf(Nested(AreaSchema), required=True)
    warnings = ListOf(Nested(CodeWarningSchema), required=True)


class ListAreaChangesSchema(PageQuerySchema):
    schema_name = "areas.ListAreaChanges"
    builds = ListAreaChanges
    area_id = Id(required=True)


class ChangeSchema(Schema):
    """`was` and `became` are names of a renamed area, or ids of the parents of one that was moved.

    A move is told of its parents, too: `from_ids` says which area moved."""

    schema_name = "areas.Change"
    number = Integer(required=True)
    kind = Text(required=True, validate=KINDS)
    effective_on = Day(required=True)
    document_number = Text(required=True, allow_none=True)
    from_ids = ListOf(Id(), required=True)
    to_ids = ListOf(Id(), required=True)
    primary_id = Id(required=True, allow_none=True)
    was = Text(required=True, allow_none=True)
    became = Text(required=True, allow_none=True)
    by = Text(required=True)
    at = Moment(required=True)


class ChangesSchema(PageSchema):
    schema_name = "areas.Changes"
    items = ListOf(Nested(ChangeSchema), required=True)


class ListAreasThenSchema(PageQuerySchema):
    schema_name = "areas.ListAreasThen"
    builds = ListAreasThen
    area_id = Id(required=True)
    on = Day(load_default=None)


class AreaThenSchema(Schema):
    """As it was called and where it stood that day; `path` is made of the short ids above it then."""

    schema_name = "areas.AreaThen"
    id = Id(required=True)
    parent_id = Id(required=True, allow_none=True)
    kind = Text(required=True)
    name = Name(required=True)
    path = Text(required=True)


class AreasThenSchema(PageSchema):
    schema_name = "areas.AreasThen"
    items = ListOf(Nested(AreaThenSchema), required=True)
