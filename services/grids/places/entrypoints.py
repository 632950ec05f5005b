"""What is asked of service places."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.places.domain.errors import (
    AreaEnded,
    AreaUnknown,
    CircleTooFull,
    DayAhead,
    ExceptionTwice,
    HoursEmpty,
    HoursOverlap,
    KindsChangedInPast,
    KindTwice,
    MobileNotAllowed,
    NearIncomplete,
    OpenTwice,
    OperatorTermEmpty,
    OrganisationTwice,
    PlaceClosed,
    PlaceKindUnknown,
    PlaceTwiceInBatch,
    PlaceUnknown,
    StaffUnknown,
    UseBegunBefore,
    UseTooEarly,
    ZonesTooLarge,
    ZoneTwice,
)
from services.grids.places.domain.kinds import PlaceKinds
from services.grids.places.domain.place import Place
from services.grids.places.domain.slips import DutyTwice, PlaceNameTwice, PositionNotInChina, WeekdayTwice
from services.grids.places.schemas.answers import (
    EnteredPlacesSchema,
    PlaceAtSchema,
    PlaceKindsSchema,
    PlaceSchema,
    PlacesSchema,
    PlaceTotalsSchema,
)
from services.grids.places.schemas.requests import (
    ChangePlaceSchema,
    ClosePlaceSchema,
    CountPlacesSchema,
    EnterPlacesSchema,
    GetPlaceKindsSchema,
    GetPlaceSchema,
    ListPlacesSchema,
    ReusePlaceSchema,
    TakeBackUseSchema,
    WritePlaceKindsSchema,
)
from services.grids.places.use_cases.change_place import ChangePlace, change_place
from services.grids.places.use_cases.close_place import ClosePlace, close_place
from services.grids.places.use_cases.count_places import CountPlaces, count_places
from services.grids.places.use_cases.enter_places import EnterPlaces, enter_places
from services.grids.places.use_cases.get_place import GetPlace, get_place
from services.grids.places.use_cases.get_place_kinds import GetPlaceKinds, get_place_kinds
from services.grids.places.use_cases.list_places import ListPlaces, list_places
from services.grids.places.use_cases.ports import Begin, Page
from services.grids.places.use_cases.reuse_place import ReusePlace, reuse_place
from services.grids.places.use_cases.take_back_use import TakeBackUse, take_back_use
from services.grids.places.use_cases.write_place_kinds import WritePlaceKinds, write_place_kinds

FITTINGS = (
    DutyTwice,
    ExceptionTwice,
    HoursEmpty,
    HoursOverlap,
    MobileNotAllowed,
    OperatorTermEmpty,
    OrganisationTwice,
    PlaceKindUnknown,
    PositionNotInChina,
    StaffUnknown,
    WeekdayTwice,
    ZonesTooLarge,
    ZoneTwice,
)


class PlaceEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "places.change",
        takes=EnterPlacesSchema(),
        gives=EnteredPlacesSchema(),
        refuses=(AreaUnknown, AreaEnded, DayAhead, PlaceTwiceInBatch, PlaceNameTwice, *FITTINGS),
    )
    def enter_places(self, command: EnterPlaces, caller: Caller) -> dict[str, list[Place]]:
        return {"items": enter_places(command, self.begin, caller, today=self.clock.today())}

    @rpc(
        "places.change",
        takes=ChangePlaceSchema(),
        gives=PlaceSchema(),
        refuses=(PlaceUnknown, PlaceClosed, AreaUnknown, AreaEnded, *FITTINGS),
    )
    def change_place(self, command: ChangePlace, caller: Caller) -> Place:
        return change_place(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "places.change",
        takes=ClosePlaceSchema(),
        gives=PlaceSchema(),
        refuses=(PlaceUnknown, PlaceClosed, DayAhead, UseTooEarly),
    )
    def close_place(self, command: ClosePlace, caller: Caller) -> Place:
        return close_place(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "places.change",
        takes=ReusePlaceSchema(),
        gives=PlaceSchema(),
        refuses=(PlaceUnknown, AreaEnded, PlaceKindUnknown, MobileNotAllowed, DayAhead, UseTooEarly),
    )
    def reuse_place(self, command: ReusePlace, caller: Caller) -> Place:
        return reuse_place(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "places.change",
        takes=TakeBackUseSchema(),
        gives=PlaceSchema(),
        refuses=(PlaceUnknown, PlaceClosed, UseBegunBefore),
    )
    def take_back_use(self, command: TakeBackUse, caller: Caller) -> Place:
        return take_back_use(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "places.read", takes=GetPlaceSchema(), gives=PlaceAtSchema(), refuses=(PlaceUnknown,), reads="public"
    )
    def get_place(self, command: GetPlace, caller: Caller) -> dict[str, Any]:
        return get_place(command, self.begin, caller, now=self.clock.now())

    @rpc(
        "places.read",
        takes=ListPlacesSchema(),
        gives=PlacesSchema(),
        refuses=(AreaUnknown, CircleTooFull, NearIncomplete, OpenTwice),
        reads="public",
    )
    def list_places(self, command: ListPlaces, caller: Caller) -> Page:
        return list_places(command, self.begin, caller, now=self.clock.now())

    @rpc(
        "places.read",
        takes=CountPlacesSchema(),
        gives=PlaceTotalsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def count_places(self, command: CountPlaces, caller: Caller) -> dict[str, Any]:
        return count_places(command, self.begin, caller)

    @rpc("places.read", takes=GetPlaceKindsSchema(), gives=PlaceKindsSchema(), reads="public")
    def get_place_kinds(self, command: GetPlaceKinds, caller: Caller) -> PlaceKinds:
        return get_place_kinds(command, self.begin, caller)

    @rpc(
        "places.change",
        takes=WritePlaceKindsSchema(),
        gives=PlaceKindsSchema(),
        refuses=(KindTwice, KindsChangedInPast),
    )
    def write_place_kinds(self, command: WritePlaceKinds, caller: Caller) -> PlaceKinds:
        return write_place_kinds(command, self.begin, caller, today=self.clock.today())
