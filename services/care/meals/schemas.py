"""Meals on the wire; money in fen."""

from services.care.meals.domain.card import CardState, EndReason, GivenReason
from services.care.meals.domain.programme import Canteen, Meal, Price
from services.care.meals.use_cases.close_meal_card import CloseMealCard
from services.care.meals.use_cases.end_meals import EndMeals
from services.care.meals.use_cases.enrol_in_meals import EnrolInMeals
from services.care.meals.use_cases.find_diners import FindDiners
from services.care.meals.use_cases.follow_ended_areas import FollowEndedAreas
from services.care.meals.use_cases.get_meal_card import GetMealCard
from services.care.meals.use_cases.get_meal_programme import GetMealProgramme
from services.care.meals.use_cases.list_meal_cards import ListMealCards
from services.care.meals.use_cases.list_served_meals import ListServedMeals
from services.care.meals.use_cases.serve_meals import ServeMeals
from services.care.meals.use_cases.write_meal_programme import WriteMealProgramme
from services.chassis.ids import new_id
from services.chassis.schema import (
    Choice,
    Day,
    DayHeard,
    EventSchema,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
)

OLDEST = 150
DEAREST_FEN = 1_000_000
MOST_CANTEENS = 200


class FindDinersSchema(Schema):
    schema_name = "meals.FindDiners"
    builds = FindDiners
    resident_ids = ListOf(Id(), at_least=1, at_most=200, required=True)


class DinersSchema(Schema):
    schema_name = "meals.Diners"
    items = ListOf(Id(), required=True)


class PriceSchema(Schema):
    schema_name = "meals.Price"
    builds = Price
    meal = Choice(Meal, required=True)
    price_fen = Integer(required=True, minimum=0, maximum=DEAREST_FEN)


class CanteenSchema(Schema):
    schema_name = "meals.Canteen"
    builds = Canteen
    name = Name(required=True)
    area_id = Id(required=True)


class WriteMealProgrammeSchema(Schema):
    schema_name = "meals.WriteMealProgramme"
    builds = WriteMealProgramme
    valid_from = Day(required=True)
    minimum_age = Integer(required=True, minimum=0, maximum=OLDEST)
    prices = ListOf(Nested(PriceSchema), required=True, at_least=1, at_most=len(Meal))
    canteens = ListOf(Nested(CanteenSchema), required=True, at_least=1, at_most=MOST_CANTEENS)
    seen_version = Integer(required=True, minimum=0)


class GetMealProgrammeSchema(Schema):
    schema_name = "meals.GetMealProgramme"
    builds = GetMealProgramme


class EditionSchema(Schema):
    schema_name = "meals.Edition"
    number = Integer(required=True)
    valid_from = Day(required=True)
    minimum_age = Integer(required=True)
    prices = ListOf(Nested(PriceSchema), required=True)
    canteens = ListOf(Nested(CanteenSchema), required=True)


class MealProgrammeSchema(Schema):
    """`version` 0: the district has founded none. Each edition holds from its day until the next one's."""

    schema_name = "meals.MealProgramme"
    version = Integer(required=True)
    editions = ListOf(Nested(EditionSchema), required=True)


class EnrolInMealsSchema(Schema):
    schema_name = "meals.EnrolInMeals"
    builds = EnrolInMeals
    id = Id(load_default=new_id)
    resident_id = Id(required=True)


class ServeMealsSchema(Schema):
    schema_name = "meals.ServeMeals"
    builds = ServeMeals
    card_id = Id(required=True)
    on = Day(load_default=None)
    meals = ListOf(Choice(Meal), required=True, at_least=1, at_most=len(Meal))


class CloseMealCardSchema(Schema):
    schema_name = "meals.CloseMealCard"
    builds = CloseMealCard
    card_id = Id(required=True)
    reason = Choice(GivenReason, required=True)
    seen_version = Integer(minimum=0, required=True)


class GetMealCardSchema(Schema):
    schema_name = "meals.GetMealCard"
    builds = GetMealCard
    card_id = Id(required=True)


class ListMealCardsSchema(PageQuerySchema):
    schema_name = "meals.ListMealCards"
    builds = ListMealCards
    area_id = Id(required=True)
    state = Choice(CardState, load_default=None)


class ListServedMealsSchema(PageQuerySchema):
    schema_name = "meals.ListServedMeals"
    builds = ListServedMeals
    card_id = Id(required=True)


class MealCardSchema(Schema):
    """Half-open: from `opened_on` up to, not including, `closed_on`."""

    schema_name = "meals.MealCard"
    id = Id(required=True)
    enrolment_id = Id(required=True)
    resident_id = Id(required=True)
    state = Choice(CardState, required=True)
    opened_on = Day(required=True)
    closed_on = Day(required=True, allow_none=True)
    reason = Choice(EndReason, required=True, allow_none=True)
    version = Integer(required=True)


class MealCardsSchema(PageSchema):
    schema_name = "meals.MealCards"
    items = ListOf(Nested(MealCardSchema), required=True)


class ServedMealSchema(Schema):
    """With the price of its day, and the edition that said so."""

    schema_name = "meals.ServedMeal"
    id = Id(required=True)
    card_id = Id(required=True)
    on = Day(required=True)
    meal = Choice(Meal, required=True)
    price_fen = Integer(required=True)
    edition = Integer(required=True)
    served_at = Moment(required=True)


class ServingSchema(Schema):
    schema_name = "meals.Serving"
    card_id = Id(required=True)
    on = Day(required=True)
    meals = ListOf(Nested(ServedMealSchema), required=True)
    total_fen = Integer(required=True)


class ServedMealsSchema(PageSchema):
    schema_name = "meals.ServedMeals"
    items = ListOf(Nested(ServedMealSchema), required=True)


class AreasReplacedSchema(EventSchema):
    builds = FollowEndedAreas
    ended_ids = ListOf(Id(), required=True)
    primary_id = Id(required=True, allow_none=True)
    effective_on = DayHeard(required=True)


class ResidentDiedSchema(EventSchema):
    builds = EndMeals
    resident_id = Id(required=True)
    left_on = DayHeard(required=True, data_key="died_on")
    version = Integer(required=True)


class ResidentMovedOutSchema(EventSchema):
    builds = EndMeals
    resident_id = Id(required=True)
    left_on = DayHeard(required=True, data_key="moved_out_on")
    version = Integer(required=True)
