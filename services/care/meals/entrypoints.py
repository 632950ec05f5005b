"""What is asked of meals, and heard for them."""

from services.care.meals.domain.card import Card, EndReason
from services.care.meals.domain.errors import (
    AreaUnknown,
    CanteenTwice,
    CardClosed,
    CardHeld,
    CardNotOpen,
    CardUnknown,
    ChangedInPast,
    DayToCome,
    HasLeft,
    MealNotOffered,
    MealTaken,
    MealTwice,
    NoProgramme,
    PriceTwice,
    ResidentUnknown,
    TooYoung,
)
from services.care.meals.domain.programme import Programme
from services.care.meals.schemas import (
    AreasReplacedSchema,
    CloseMealCardSchema,
    DinersSchema,
    EnrolInMealsSchema,
    FindDinersSchema,
    GetMealCardSchema,
    GetMealProgrammeSchema,
    ListMealCardsSchema,
    ListServedMealsSchema,
    MealCardSchema,
    MealCardsSchema,
    MealProgrammeSchema,
    ResidentDiedSchema,
    ResidentMovedOutSchema,
    ServedMealsSchema,
    ServeMealsSchema,
    ServingSchema,
    WriteMealProgrammeSchema,
)
from services.care.meals.use_cases.close_meal_card import CloseMealCard, close_meal_card
from services.care.meals.use_cases.end_meals import EndMeals, end_meals
from services.care.meals.use_cases.enrol_in_meals import EnrolInMeals, enrol_in_meals
from services.care.meals.use_cases.find_diners import FindDiners, find_diners
from services.care.meals.use_cases.follow_ended_areas import FollowEndedAreas, follow_ended_areas
from services.care.meals.use_cases.get_meal_card import GetMealCard, get_meal_card
from services.care.meals.use_cases.get_meal_programme import GetMealProgramme, get_meal_programme
from services.care.meals.use_cases.list_meal_cards import ListMealCards, list_meal_cards
from services.care.meals.use_cases.list_served_meals import ListServedMeals, list_served_meals
from services.care.meals.use_cases.ports import Begin, Page, Row
from services.care.meals.use_cases.serve_meals import ServeMeals, Serving, serve_meals
from services.care.meals.use_cases.write_meal_programme import WriteMealProgramme, write_meal_programme
from services.chassis.bus import on, rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock


class MealEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "programmes.change",
        takes=WriteMealProgrammeSchema(),
        gives=MealProgrammeSchema(),
        refuses=(AreaUnknown, CanteenTwice, ChangedInPast, PriceTwice),
    )
    def write_meal_programme(self, command: WriteMealProgramme, caller: Caller) -> Programme:
        return write_meal_programme(command, self.begin, caller, today=self.clock.today())

    @rpc("meals.find", takes=FindDinersSchema(), gives=DinersSchema(), reads="public")
    def find_diners(self, command: FindDiners, caller: Caller) -> dict[str, list[str]]:
        return find_diners(command, self.begin, caller)

    @rpc(
        "programmes.read",
        takes=GetMealProgrammeSchema(),
        gives=MealProgrammeSchema(),
        reads="public",
    )
    def get_meal_programme(self, command: GetMealProgramme, caller: Caller) -> Programme:
        return get_meal_programme(command, self.begin, caller)

    @rpc(
        "meals.enrol",
        takes=EnrolInMealsSchema(),
        gives=MealCardSchema(),
        refuses=(ResidentUnknown, HasLeft, TooYoung, NoProgramme, CardHeld),
    )
    def enrol_in_meals(self, command: EnrolInMeals, caller: Caller) -> Card:
        return enrol_in_meals(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "meals.serve",
        takes=ServeMealsSchema(),
        gives=ServingSchema(),
        refuses=(
            CardUnknown,
            CardNotOpen,
            DayToCome,
            NoProgramme,
            HasLeft,
            TooYoung,
            MealNotOffered,
            MealTwice,
            MealTaken,
        ),
    )
    def serve_meals(self, command: ServeMeals, caller: Caller) -> Serving:
        return serve_meals(command, self.begin, caller, self.clock.now(), self.clock.today())

    @rpc(
        "meals.close",
        takes=CloseMealCardSchema(),
        gives=MealCardSchema(),
        refuses=(CardUnknown, CardClosed),
    )
    def close_meal_card(self, command: CloseMealCard, caller: Caller) -> Card:
        return close_meal_card(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "meals.read",
        takes=GetMealCardSchema(),
        gives=MealCardSchema(),
        refuses=(CardUnknown,),
        reads="personal",
    )
    def get_meal_card(self, command: GetMealCard, caller: Caller) -> Row:
        return get_meal_card(command, self.begin, caller)

    @rpc(
        "meals.read",
        takes=ListMealCardsSchema(),
        gives=MealCardsSchema(),
        refuses=(AreaUnknown,),
        reads="personal",
    )
    def list_meal_cards(self, command: ListMealCards, caller: Caller) -> Page:
        return list_meal_cards(command, self.begin, caller)

    @rpc(
        "meals.read",
        takes=ListServedMealsSchema(),
        gives=ServedMealsSchema(),
        refuses=(CardUnknown,),
        reads="personal",
    )
    def list_served_meals(self, command: ListServedMeals, caller: Caller) -> Page:
        return list_served_meals(command, self.begin, caller)

    @on("members", "ResidentDied", reads=ResidentDiedSchema())
    def end_for_death(self, died: EndMeals, caller: Caller) -> None:
        end_meals(died, EndReason.DEAD, self.begin, caller)

    @on("members", "ResidentMovedOut", reads=ResidentMovedOutSchema())
    def end_for_move_out(self, gone: EndMeals, caller: Caller) -> None:
        end_meals(gone, EndReason.MOVED_OUT, self.begin, caller)

    @on("grids", "AreasReplaced", reads=AreasReplacedSchema())
    def follow_ended_areas(self, told: FollowEndedAreas, caller: Caller) -> None:
        follow_ended_areas(told, self.begin, caller)
