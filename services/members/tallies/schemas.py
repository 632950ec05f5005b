"""Counts on the wire."""

from services.chassis.schema import Day, Flag, Id, Integer, ListOf, Name, Nested, Schema, Text
from services.members.tallies.domain.report import Traced, Unplaced
from services.members.tallies.use_cases.count_people import CountPeople
from services.members.tallies.use_cases.foresee_people import ForeseePeople, Part
from services.members.tallies.use_cases.recount_people import RecountPeople
from services.members.tallies.use_cases.report_people import ReportPeople

MOST = 5000


class CountPeopleSchema(Schema):
    schema_name = "tallies.CountPeople"
    builds = CountPeople
    area_id = Id(required=True)


class CountsSchema(Schema):
    """Of all that lies in the area: households of the register, residents who live there."""

    schema_name = "tallies.Counts"
    area_id = Id(required=True)
    households = Integer(required=True)
    residents = Integer(required=True)


class RecountPeopleSchema(Schema):
    schema_name = "tallies.RecountPeople"
    builds = RecountPeople


class TracedSchema(Schema):
    schema_name = "tallies.Traced"
    builds = Traced
    area_id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    of = ListOf(Id(), at_most=MOST, required=True)


class UnplacedSchema(Schema):
    schema_name = "tallies.Unplaced"
    builds = Unplaced
    area_id = Id(required=True)
    name = Name(required=True)
    to_ids = ListOf(Id(), at_most=MOST, required=True)
    is_counted = Flag(required=True)


class ReportPeopleSchema(Schema):
    schema_name = "tallies.ReportPeople"
    builds = ReportPeople
    area_id = Id(required=True)
    on = Day(required=True)
    as_of = Day(required=True)
    areas = ListOf(Nested(TracedSchema), at_most=MOST, required=True)
    unplaced = ListOf(Nested(UnplacedSchema), at_most=MOST, required=True)


class CountSchema(Schema):
    schema_name = "tallies.Count"
    households = Integer(required=True)
    residents = Integer(required=True)


class LineSchema(CountSchema):
    schema_name = "tallies.Line"
    area_id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)


class UnplacedLineSchema(CountSchema):
    """Of an area that was split since (`to_ids`: one of them has it), or ended without a successor."""

    schema_name = "tallies.UnplacedLine"
    area_id = Id(required=True)
    name = Name(required=True)
    to_ids = ListOf(Id(), required=True)
    is_counted = Flag(required=True)


class ReportSchema(CountSchema):
    """At the end of the day `on`, in the tree `as_of` a day.

    What lies directly in the area, in those right below it, and unplaced but counted here, make up the whole.
    """

    schema_name = "tallies.Report"
    area_id = Id(required=True)
    on = Day(required=True)
    as_of = Day(required=True)
    here = Nested(CountSchema, required=True)
    below = ListOf(Nested(LineSchema), required=True)
    unplaced = ListOf(Nested(UnplacedLineSchema), required=True)


class PartCountsSchema(Schema):
    schema_name = "tallies.PartCounts"
    area_id = Id(required=True)
    name = Name(required=True)
    child_areas = Integer(required=True)
    dwellings = Integer(required=True)
    buildings = Integer(required=True)
    groupings = Integer(required=True)
    open_cases = Integer(required=True)
    places = Integer(required=True)


class PartSchema(PartCountsSchema):
    schema_name = "tallies.Part"
    builds = Part
    child_ids = ListOf(Id(), required=True)
    own_ids = ListOf(Id(), required=True)
    dwelling_ids = ListOf(Id(), required=True)
    organisations = Integer(load_default=0)
    candidates = Integer(load_default=0)


class ForeseePeopleSchema(Schema):
    schema_name = "tallies.ForeseePeople"
    builds = ForeseePeople
    kind = Text(required=True)
    effective_on = Text(required=True)
    ended_ids = ListOf(Id(), required=True)
    parts = ListOf(Nested(PartSchema), required=True)
    posts = Integer(required=True)
    posts_go_on = Integer(required=True)
    posts_end = Integer(required=True)
    codes = Integer(required=True)
    cases_reassigned = Integer(required=True)
    shape = Text(load_default="stays")
    without_shape = ListOf(Id(), load_default=())


class PartWithPeopleSchema(PartCountsSchema):
    schema_name = "tallies.PartWithPeople"
    organisations = Integer(required=True)
    candidates = Integer(required=True)
    households = Integer(required=True)
    residents = Integer(required=True)


class ForeseenSchema(CountSchema):
    """What would go where, with whoever lives there.

    `posts` are the appointments of what ends: `posts_go_on` would go on in the primary, `posts_end` would
    not. `codes` would be retired, `cases_reassigned` seen to by others or nobody. `shape` is what becomes of
    the primary's (`joined`, `stays`, `too_large`), `without_shape` who has none of those that become one, or
    of the parts of a split.
    """

    schema_name = "tallies.Foreseen"
    kind = Text(required=True)
    effective_on = Text(required=True)
    ended_ids = ListOf(Id(), required=True)
    parts = ListOf(Nested(PartWithPeopleSchema), required=True)
    posts = Integer(required=True)
    posts_go_on = Integer(required=True)
    posts_end = Integer(required=True)
    codes = Integer(required=True)
    cases_reassigned = Integer(required=True)
    shape = Text(required=True)
    without_shape = ListOf(Id(), required=True)
