"""What is asked of places."""

from typing import Any

from marshmallow import post_load

from services.chassis.schema import (
    Choice,
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Nested,
    PageQuerySchema,
    Regexp,
    Schema,
    Text,
)
from services.chassis.standards.datum import Datum
from services.grids.places.domain.kinds import PlaceKind
from services.grids.places.schemas.fields import Point, SquareMetres, in_wgs84
from services.grids.places.schemas.parts import (
    DayOtherwiseSchema,
    DutySchema,
    EquipmentSchema,
    GivenPositionSchema,
    OperatorSchema,
    OrganisationSchema,
    WeekdaySchema,
    ZoneSchema,
)
from services.grids.places.use_cases.change_place import ChangePlace
from services.grids.places.use_cases.close_place import ClosePlace
from services.grids.places.use_cases.count_places import CountPlaces
from services.grids.places.use_cases.enter_places import EnterPlaces, NewPlace
from services.grids.places.use_cases.get_place import GetPlace
from services.grids.places.use_cases.get_place_kinds import GetPlaceKinds
from services.grids.places.use_cases.list_places import ListPlaces
from services.grids.places.use_cases.reuse_place import ReusePlace
from services.grids.places.use_cases.take_back_use import TakeBackUse
from services.grids.places.use_cases.write_place_kinds import WritePlaceKinds

A_KEY = Regexp("^[a-z][a-z0-9_]{0,39}$", code="not_a_key")
MOST_PEOPLE = 100_000
FARTHEST_M = 50_000


class GivenSchema(Schema):
    """What may be said of a place, and said anew."""

    schema_name = "places.Given"
    mobile = Flag()
    address = Text(at_least=0)
    position = Nested(GivenPositionSchema)
    area_m2 = SquareMetres()
    capacity = Integer(minimum=0, maximum=MOST_PEOPLE)
    zones = ListOf(Nested(ZoneSchema), at_most=50)
    follows_calendar = Flag()
    hours = ListOf(Nested(WeekdaySchema), at_most=42)
    exceptions = ListOf(Nested(DayOtherwiseSchema), at_most=200)
    duties = ListOf(Nested(DutySchema), at_most=50)
    operators = ListOf(Nested(OperatorSchema), at_most=20)
    equipment = ListOf(Nested(EquipmentSchema), at_most=100)
    organisations = ListOf(Nested(OrganisationSchema), at_most=50)


class NewPlaceSchema(GivenSchema):
    schema_name = "places.NewPlace"
    builds = NewPlace
    id = Id(required=True)
    area_id = Id(required=True)
    kind = Text(required=True, validate=A_KEY)
    name = Name(required=True)
    opened_on = Day(required=True)


class EnterPlacesSchema(Schema):
    schema_name = "places.EnterPlaces"
    builds = EnterPlaces
    places = ListOf(Nested(NewPlaceSchema), at_least=1, at_most=500, required=True)


class GetPlaceSchema(Schema):
    schema_name = "places.GetPlace"
    builds = GetPlace
    place_id = Id(required=True)
    at = Moment(load_default=None)


class ChangePlaceSchema(GivenSchema):
    """Null takes a position, a size or a capacity away; what is not said stays."""

    schema_name = "places.ChangePlace"
    place_id = Id(required=True)
    seen_version = Integer(required=True)
    name = Name()
    area_id = Id()
    position = Nested(GivenPositionSchema, allow_none=True)
    area_m2 = SquareMetres(allow_none=True)
    capacity = Integer(minimum=0, maximum=MOST_PEOPLE, allow_none=True)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> ChangePlace:
        without = frozenset(name for name, value in loaded.items() if value is None)
        return ChangePlace(**loaded, without=without)


class ClosePlaceSchema(Schema):
    schema_name = "places.ClosePlace"
    builds = ClosePlace
    place_id = Id(required=True)
    on = Day(required=True)
    seen_version = Integer(required=True)


class ReusePlaceSchema(Schema):
    schema_name = "places.ReusePlace"
    builds = ReusePlace
    place_id = Id(required=True)
    kind = Text(required=True, validate=A_KEY)
    name = Name(required=True)
    on = Day(required=True)
    seen_version = Integer(required=True)


class TakeBackUseSchema(Schema):
    schema_name = "places.TakeBackUse"
    builds = TakeBackUse
    place_id = Id(required=True)
    seen_version = Integer(required=True)


class ListPlacesSchema(PageQuerySchema):
    """`datum` is that of `near`."""

    schema_name = "places.ListPlaces"
    area_id = Id(load_default=None)
    kind = Text(load_default=None, validate=A_KEY)
    closed = Flag(load_default=False)
    open_now = Flag(load_default=False)
    open_at = Moment(load_default=None)
    near = Point(load_default=None)
    datum = Choice(Datum, load_default=Datum.WGS84)
    within_m = Integer(load_default=None, minimum=1, maximum=FARTHEST_M)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> ListPlaces:
        datum, near = loaded.pop("datum"), loaded.pop("near")
        return ListPlaces(**loaded, near=None if near is None else in_wgs84(near, datum))


class CountPlacesSchema(Schema):
    schema_name = "places.CountPlaces"
    builds = CountPlaces
    area_id = Id(load_default=None)
    organisation_id = Id(load_default=None)


class GetPlaceKindsSchema(Schema):
    schema_name = "places.GetPlaceKinds"
    builds = GetPlaceKinds


class PlaceKindSchema(Schema):
    schema_name = "places.Kind"
    builds = PlaceKind
    key = Text(required=True, validate=A_KEY)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    may_be_mobile = Flag(load_default=False)


class WritePlaceKindsSchema(Schema):
    schema_name = "places.WritePlaceKinds"
    builds = WritePlaceKinds
    valid_from = Day(required=True)
    kinds = ListOf(Nested(PlaceKindSchema), at_least=1, at_most=100, required=True)
    seen_version = Integer(required=True)
