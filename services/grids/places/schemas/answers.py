"""How places are shown."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Nested,
    PageSchema,
    Schema,
    Text,
)
from services.grids.places.schemas.fields import SquareMetres, SummedMetres
from services.grids.places.schemas.parts import (
    DayOtherwiseSchema,
    DutyShownSchema,
    EquipmentSchema,
    OperatorSchema,
    OrganisationSchema,
    PositionSchema,
    UseSchema,
    WeekdayShownSchema,
    ZoneSchema,
)
from services.grids.places.schemas.requests import PlaceKindSchema


class PlaceSchema(Schema):
    schema_name = "places.Place"
    id = Id(required=True)
    area_id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    mobile = Flag(required=True, attribute="fittings.mobile")
    address = Text(required=True, at_least=0, attribute="fittings.address")
    position = Nested(PositionSchema, required=True, allow_none=True, attribute="fittings.position")
    area_m2 = SquareMetres(required=True, allow_none=True, attribute="fittings.area_m2")
    capacity = Integer(required=True, allow_none=True, attribute="fittings.capacity")
    zones = ListOf(Nested(ZoneSchema), required=True, attribute="fittings.zones")
    follows_calendar = Flag(required=True, attribute="fittings.hours.follows_calendar")
    hours = ListOf(Nested(WeekdayShownSchema), required=True, attribute="fittings.hours.weekly")
    exceptions = ListOf(Nested(DayOtherwiseSchema), required=True, attribute="fittings.hours.exceptions")
    duties = ListOf(Nested(DutyShownSchema), required=True, attribute="fittings.duties")
    operators = ListOf(Nested(OperatorSchema), required=True, attribute="fittings.operators")
    equipment = ListOf(Nested(EquipmentSchema), required=True, attribute="fittings.equipment")
    organisations = ListOf(Nested(OrganisationSchema), required=True, attribute="fittings.organisations")
    uses = ListOf(Nested(UseSchema), required=True)
    closed_on = Day(required=True, allow_none=True)
    version = Integer(required=True)


class EnteredPlacesSchema(Schema):
    schema_name = "places.Entered"
    items = ListOf(Nested(PlaceSchema), required=True)


class PlaceAtSchema(PlaceSchema):
    """`provisional`: that day's year is not announced yet, so its weekday alone was looked at."""

    schema_name = "places.PlaceAt"
    at = Moment(required=True)
    open = Flag(required=True)
    on_duty = ListOf(Nested(DutyShownSchema), required=True)
    provisional = Flag(required=True)


class ListedPlaceSchema(Schema):
    """`distance_m` from the point that was asked for; null without one."""

    schema_name = "places.ListedPlace"
    id = Id(required=True)
    area_id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    mobile = Flag(required=True)
    address = Text(required=True, at_least=0)
    position = Nested(PositionSchema, required=True, allow_none=True)
    area_m2 = SquareMetres(required=True, allow_none=True)
    capacity = Integer(required=True, allow_none=True)
    open = Flag(required=True)
    closed_on = Day(required=True, allow_none=True)
    distance_m = Integer(required=True, allow_none=True)
    version = Integer(required=True)


class PlacesSchema(PageSchema):
    schema_name = "places.Places"
    items = ListOf(Nested(ListedPlaceSchema), required=True)


class KindTotalSchema(Schema):
    schema_name = "places.KindTotal"
    kind = Text(required=True)
    places = Integer(required=True)
    area_m2 = SummedMetres(required=True)
    capacity = Integer(required=True)


class PlaceTotalsSchema(Schema):
    """A place that many share counts once."""

    schema_name = "places.Totals"
    kinds = ListOf(Nested(KindTotalSchema), required=True)
    places = Integer(required=True)
    area_m2 = SummedMetres(required=True)
    capacity = Integer(required=True)


class KindEditionSchema(Schema):
    schema_name = "places.KindEdition"
    number = Integer(required=True)
    valid_from = Day(required=True)
    kinds = ListOf(Nested(PlaceKindSchema), required=True)


class PlaceKindsSchema(Schema):
    schema_name = "places.Kinds"
    version = Integer(required=True)
    editions = ListOf(Nested(KindEditionSchema), required=True)
