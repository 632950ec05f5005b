"""Official divisions on the wire."""

from services.chassis.schema import (
    Choice,
    Day,
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
from services.grids.divisions.domain.division import EventKind
from services.grids.divisions.use_cases.count_divisions import CountDivisions
from services.grids.divisions.use_cases.list_divisions import ListDivisions
from services.grids.divisions.use_cases.resolve_division import ResolveDivision
from services.grids.divisions.use_cases.roll_up_figures import RollUpFigures

FIGURE = Regexp(r"[0-9]{2,12}:[0-9]{1,15}", code="not_a_figure")
DIGITS = Regexp(r"[0-9]{2,12}", code="not_a_code")


class DivisionSchema(Schema):
    schema_name = "divisions.Division"
    scheme = Text(required=True)
    code = Text(required=True)
    name = Name(required=True)
    level = Integer(required=True)
    parent_code = Text(required=True, allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class DivisionEventSchema(Schema):
    schema_name = "divisions.Event"
    id = Text(required=True)
    scheme = Text(required=True)
    kind = Choice(EventKind, required=True)
    day = Day(required=True)
    document_no = Text(required=True)
    from_codes = ListOf(Text(), required=True)
    to_codes = ListOf(Text(), required=True)


class ResolveDivisionSchema(Schema):
    schema_name = "divisions.ResolveDivision"
    builds = ResolveDivision
    code = Text(required=True, validate=DIGITS)
    scheme = Text(load_default=None)
    on = Day(load_default=None)
    as_of = Day(load_default=None)


class ResolvedSchema(Schema):
    schema_name = "divisions.Resolved"
    on = Day(required=True)
    as_of = Day(required=True)
    then = Nested(DivisionSchema, required=True)
    divisions = ListOf(Nested(DivisionSchema), required=True)
    events = ListOf(Nested(DivisionEventSchema), required=True)


class RollUpFiguresSchema(Schema):
    schema_name = "divisions.RollUpFigures"
    builds = RollUpFigures
    figures = ListOf(Text(validate=FIGURE), at_least=1, at_most=100, required=True)
    on = Day(required=True)
    scheme = Text(load_default=None)
    as_of = Day(load_default=None)


class SumSchema(Schema):
    schema_name = "divisions.Sum"
    code = Text(required=True)
    name = Name(required=True)
    figure = Integer(required=True)
    of = ListOf(Text(), required=True)


class UnplacedSchema(Schema):
    schema_name = "divisions.Unplaced"
    code = Text(required=True)
    figure = Integer(required=True)
    candidates = ListOf(Text(), required=True)


class RolledUpSchema(Schema):
    """`total` is the sum of all figures: what was added up, and what could not be placed."""

    schema_name = "divisions.RolledUp"
    scheme = Text(required=True)
    total = Integer(required=True)
    sums = ListOf(Nested(SumSchema), required=True)
    unplaced = ListOf(Nested(UnplacedSchema), required=True)


class ListDivisionsSchema(PageQuerySchema):
    schema_name = "divisions.ListDivisions"
    builds = ListDivisions
    scheme = Text(load_default=None)
    parent_code = Text(load_default=None, validate=DIGITS)
    on = Day(load_default=None)


class DivisionsSchema(PageSchema):
    schema_name = "divisions.Divisions"
    items = ListOf(Nested(DivisionSchema), required=True)


class CountDivisionsSchema(Schema):
    schema_name = "divisions.CountDivisions"
    builds = CountDivisions
    code = Text(required=True, validate=DIGITS)
    scheme = Text(load_default=None)
    on = Day(load_default=None)


class CountedSchema(Schema):
    schema_name = "divisions.Counted"
    kind = Text(required=True)
    count = Integer(required=True)


class DivisionCountSchema(Schema):
    schema_name = "divisions.Count"
    on = Day(required=True)
    division = Nested(DivisionSchema, required=True)
    counts = ListOf(Nested(CountedSchema), required=True)
