"""What is asked of people."""

from typing import Any

from services.chassis.bus import mirror, on, rpc, tree_mirror
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.standards.identity_number import IdentityNumberInvalid
from services.chassis.standards.phone_number import PhoneNumberInvalid
from services.members.residents.domain.errors import (
    AlreadyDead,
    AlreadyMovedOut,
    AreaUnknown,
    DeathBeforeBirth,
    DeathToCome,
    HouseholdUnknown,
    MoveOutBeforeBirth,
    MoveOutToCome,
    ResidentUnknown,
)
from services.members.residents.schemas import (
    ContactsOfSchema,
    ContactsSchema,
    DwellingsMovedSchema,
    FeedResidentsSchema,
    GetHouseholdSchema,
    GetResidentSchema,
    HouseholdSchema,
    ListResidentsSchema,
    RecordDeathSchema,
    RecordMoveOutSchema,
    ResidentRowsSchema,
    ResidentSchema,
    ResidentsSchema,
    RevealedSchema,
    RevealResidentSchema,
    SearchResidentsSchema,
)
from services.members.residents.use_cases.contacts_of import ContactsOf, contacts_of
from services.members.residents.use_cases.feed_residents import FeedResidents, feed_residents
from services.members.residents.use_cases.follow_dwellings import FollowDwellings, follow_dwellings
from services.members.residents.use_cases.get_household import GetHousehold, get_household
from services.members.residents.use_cases.get_resident import GetResident, get_resident
from services.members.residents.use_cases.list_residents import ListResidents, list_residents
from services.members.residents.use_cases.ports import Begin, Page, Row
from services.members.residents.use_cases.record_death import RecordDeath, record_death
from services.members.residents.use_cases.record_move_out import RecordMoveOut, record_move_out
from services.members.residents.use_cases.reveal_resident import RevealResident, reveal_resident
from services.members.residents.use_cases.search_residents import (
    SearchResidents,
    SearchUnclear,
    search_residents,
)


class ResidentEntrypoints:
    begin: Begin
    clock: Clock

    areas = tree_mirror(
        "areas",
        source="grids",
        event="AreasChanged",
        feed="feed_areas",
        moves="AreasMoved",
        log="read_tree_log",
    )
    staff = mirror("staff", source="grids", event="StaffChanged", feed="feed_staff")
    grouped_dwellings = mirror(
        "grouped_dwellings",
        source="grids",
        event="GroupedDwellingsChanged",
        feed="feed_grouped_dwellings",
    )

    @rpc(
        "residents.read",
        takes=GetResidentSchema(),
        gives=ResidentSchema(),
        refuses=(ResidentUnknown,),
        reads="personal",
    )
    def get_resident(self, command: GetResident, caller: Caller) -> Row:
        return get_resident(command, self.begin, caller)

    @rpc(
        "residents.read",
        takes=GetHouseholdSchema(),
        gives=HouseholdSchema(),
        refuses=(HouseholdUnknown,),
        reads="personal",
    )
    def get_household(self, command: GetHousehold, caller: Caller) -> Row:
        return get_household(command, self.begin, caller)

    @rpc(
        "residents.read",
        takes=ListResidentsSchema(),
        gives=ResidentsSchema(),
        refuses=(AreaUnknown,),
        reads="personal",
    )
    def list_residents(self, command: ListResidents, caller: Caller) -> Page:
        return list_residents(command, self.begin, caller)

    @rpc(
        "residents.read",
        takes=SearchResidentsSchema(),
        gives=ResidentsSchema(),
        refuses=(SearchUnclear, IdentityNumberInvalid, PhoneNumberInvalid),
        reads="personal",
    )
    def search_residents(self, command: SearchResidents, caller: Caller) -> Page:
        return search_residents(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "residents.change",
        takes=RecordDeathSchema(),
        gives=ResidentSchema(),
        refuses=(ResidentUnknown, AlreadyDead, DeathToCome, DeathBeforeBirth),
    )
    def record_death(self, command: RecordDeath, caller: Caller) -> Row:
        return record_death(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "residents.change",
        takes=RecordMoveOutSchema(),
        gives=ResidentSchema(),
        refuses=(ResidentUnknown, AlreadyDead, AlreadyMovedOut, MoveOutToCome, MoveOutBeforeBirth),
    )
    def record_move_out(self, command: RecordMoveOut, caller: Caller) -> Row:
        return record_move_out(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "residents.reveal",
        takes=RevealResidentSchema(),
        gives=RevealedSchema(),
        refuses=(ResidentUnknown,),
        keeps=False,
    )
    def reveal_resident(self, command: RevealResident, caller: Caller) -> dict[str, Any]:
        return reveal_resident(command, self.begin, caller)

    @on("grids", "DwellingsMoved", reads=DwellingsMovedSchema())
    def follow_dwellings(self, told: FollowDwellings, caller: Caller) -> None:
        follow_dwellings(told, self.begin, caller)

    @rpc("residents.feed", takes=FeedResidentsSchema(), gives=ResidentRowsSchema(), reads="public")
    def feed_residents(self, command: FeedResidents, caller: Caller) -> Page:
        return feed_residents(command, self.begin, caller)

    @rpc("residents.contact", takes=ContactsOfSchema(), gives=ContactsSchema(), reads="personal")
    def contacts_of(self, command: ContactsOf, caller: Caller) -> dict[str, Any]:
        return contacts_of(command, self.begin, caller)
