"""Which areas of one day make up those of another."""

from services.chassis.schema import Day, Flag, Id, ListOf, Name, Nested, Schema, Text
from services.grids.areas.use_cases.trace_areas import TraceAreas


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
