"""The parts of a place on the wire, taken and shown alike."""

from typing import Any

from marshmallow import post_load

from services.chassis.schema import Choice, Day, Flag, Id, Integer, ListOf, Name, Nested, Schema
from services.chassis.standards.datum import Datum
from services.grids.places.domain.nearness import FARTHEST_NORTH, Position
from services.grids.places.domain.place import Equipment, Operator, Organisation, Zone
from services.grids.places.schemas.fields import ClockTime, Degrees, Longitude, SquareMetres, in_wgs84
from services.grids.places.use_cases.given import GivenDay, GivenDuty, GivenSpan, GivenWeekday

MOST_THINGS = 10_000


class PositionSchema(Schema):
    """WGS84."""

    schema_name = "places.Position"
    lon = Longitude(180, required=True)
    lat = Degrees(FARTHEST_NORTH, required=True)


class GivenPositionSchema(PositionSchema):
    """As a map says it; it is kept in WGS84."""

    schema_name = "places.GivenPosition"
    datum = Choice(Datum, load_default=Datum.WGS84)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> Position:
        return in_wgs84(Position(loaded["lon"], loaded["lat"]), loaded["datum"])


class ZoneSchema(Schema):
    schema_name = "places.Zone"
    builds = Zone
    name = Name(required=True)
    area_m2 = SquareMetres(required=True)


class OperatorSchema(Schema):
    schema_name = "places.Operator"
    builds = Operator
    name = Name(required=True)
    organisation_id = Id(load_default=None, allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class EquipmentSchema(Schema):
    schema_name = "places.Equipment"
    builds = Equipment
    name = Name(required=True)
    count = Integer(required=True, minimum=1, maximum=MOST_THINGS)


class OrganisationSchema(Schema):
    schema_name = "places.Organisation"
    builds = Organisation
    id = Id(required=True)
    name = Name(required=True)


class SpanSchema(Schema):
    """What closes before it opens goes on after midnight."""

    schema_name = "places.Span"
    builds = GivenSpan
    opens = ClockTime(required=True)
    closes = ClockTime(required=True)


class WeekdaySchema(Schema):
    """1 is Monday, 7 is Sunday."""

    schema_name = "places.WeekdayHours"
    builds = GivenWeekday
    opens = ClockTime(required=True)
    closes = ClockTime(required=True)
    weekday = Integer(required=True, minimum=1, maximum=7)


class DayOtherwiseSchema(Schema):
    """Without spans the place is closed that day."""

    schema_name = "places.DayOtherwise"
    builds = GivenDay
    day = Day(required=True)
    spans = ListOf(Nested(SpanSchema), at_most=6, load_default=())


class DutySchema(Schema):
    schema_name = "places.Duty"
    builds = GivenDuty
    role = Name(required=True, at_most=50)
    staff_id = Id(load_default=None, allow_none=True)
    weekdays = ListOf(Integer(minimum=1, maximum=7), at_least=1, at_most=7, required=True)
    starts = ClockTime(required=True)
    ends = ClockTime(required=True)
    follows_calendar = Flag(load_default=True)


class WeekdayShownSchema(Schema):
    schema_name = "places.WeekdayShown"
    weekday = Integer(required=True)
    opens = ClockTime(required=True, attribute="span.opens")
    closes = ClockTime(required=True, attribute="span.closes")


class DutyShownSchema(Schema):
    schema_name = "places.DutyShown"
    role = Name(required=True)
    staff_id = Id(required=True, allow_none=True)
    weekdays = ListOf(Integer(), required=True)
    starts = ClockTime(required=True, attribute="span.opens")
    ends = ClockTime(required=True, attribute="span.closes")
    follows_calendar = Flag(required=True)


class UseSchema(Schema):
    """From a day (included) to a day (excluded)."""

    schema_name = "places.Use"
    kind = Name(required=True)
    name = Name(required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)
