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
    OneOf,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.schemas.answers import AreaSchema, CodeWarningSchema
from services.grids.areas.schemas.requests import NewAreaSchema, NewCodeSchema, WarrantedSchema
from services.grids.areas.use_cases.abolish_area import AbolishArea
from services.grids.areas.use_cases.list_area_changes import ListAreaChanges
from services.grids.areas.use_cases.list_areas_then import ListAreasThen
from services.grids.areas.use_cases.merge_areas import MergeAreas, Seen
from services.grids.areas.use_cases.split_area import ChildOf, NewPart, SplitArea, UnitsOf
from services.grids.areas.use_cases.trace_areas import TraceAreas

KINDS = OneOf([kind.value for kind in ChangeKind])
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


class PartSchema(Schema):
    schema_name = "areas.Part"
    area_id = Id(required=True)
    name = Name(required=True)
    child_areas = Integer(required=True)
    dwellings = Integer(required=True)
    buildings = Integer(required=True)
    open_cases = Integer(required=True)
    places = Integer(required=True)
    organisations = Integer(required=True)
    child_ids = ListOf(Id(), required=True)
    own_ids = ListOf(Id(), required=True)
    dwelling_ids = ListOf(Id(), required=True)


class ForeseenSchema(Schema):
    """What would go where; `posts` are appointments that would end, `codes` those that would be retired.

    Whoever lives there comes along: in `child_ids` with what lies below, in `own_ids`, in `dwelling_ids`.
    """

    schema_name = "areas.Foreseen"
    kind = Text(required=True, validate=KINDS)
    effective_on = Text(required=True)
    ended_ids = ListOf(Id(), required=True)
    parts = ListOf(Nested(PartSchema), required=True)
    posts = Integer(required=True)
    codes = Integer(required=True)


class OfKindSchema(Schema):
    schema_name = "areas.OfKind"
    kind = Text(required=True)
    count = Integer(required=True)


class MoveForeseenSchema(Schema):
    """What would come along; `leaves_id` and `enters_id` are communities, where they differ."""

    schema_name = "areas.MoveForeseen"
    area_id = Id(required=True)
    from_id = Id(required=True, allow_none=True)
    parent_id = Id(required=True)
    effective_on = Text(required=True)
    leaves_id = Id(required=True, allow_none=True)
    enters_id = Id(required=True, allow_none=True)
    kinds = ListOf(Nested(OfKindSchema), required=True)
    dwellings = Integer(required=True)
    posts = Integer(required=True)
    places = Integer(required=True)
    open_cases = Integer(required=True)
    organisations = Integer(required=True)


class ListAreaChangesSchema(PageQuerySchema):
    schema_name = "areas.ListAreaChanges"
    builds = ListAreaChanges
    area_id = Id(required=True)


class ChangeSchema(Schema):
    """`was` and `became` are names of a renamed area, or ids of the parents of one that was moved."""

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


class TraceAreasSchema(Schema):
    schema_name = "areas.TraceAreas"
    builds = TraceAreas
    area_id = Id(required=True)
    on = Day(load_default=None)
    as_of = Day(load_default=None)


class TracedSchema(Schema):
    """`of` are the areas whose figures of the day make up this one's."""

    schema_name = "areas.Traced"
    area_id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    of = ListOf(Id(), required=True)


class UnplacedSchema(Schema):
    """A figure of what was split since, or ended without a successor; `to_ids` are whose it may be."""

    schema_name = "areas.Unplaced"
    area_id = Id(required=True)
    name = Name(required=True)
    to_ids = ListOf(Id(), required=True)
    is_counted = Flag(required=True)


class TracesSchema(Schema):
    """The area first, for what lies in it directly; then those right below it."""

    schema_name = "areas.Traces"
    area_id = Id(required=True)
    on = Day(required=True)
    as_of = Day(required=True)
    areas = ListOf(Nested(TracedSchema), required=True)
    unplaced = ListOf(Nested(UnplacedSchema), required=True)
