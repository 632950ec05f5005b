"""What is asked of areas."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.areas.change_entrypoints import WRONG_CODE
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change_errors import (
    AreaEnded,
    EffectiveBeforeFounding,
    EffectiveBeforeLastChange,
    EffectiveInFuture,
)
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaTwiceInBatch,
    AreaUnknown,
    BaseGridSplitsGroup,
    CodeEnded,
    CodeMalformed,
    CodeNotBorne,
    CodeSchemeMissing,
    CodeSchemeTaken,
    CodeSchemeUnknown,
    CodeTaken,
    CodeTermEmpty,
    CodeTwiceInBatch,
    CodeUnknown,
    CommunityWithoutCode,
    CycleInBatch,
    KindUnknown,
    MoveMakesCycle,
    NotOfACommunity,
    ParentKindWrong,
    ParentNeeded,
    SchemeOfTheState,
    StandsElsewhere,
    SystemMalformed,
    TopNeedsWholeDistrict,
    TotalGridCrossesCommunity,
)
from services.grids.areas.domain.system import System
from services.grids.areas.saying import said
from services.grids.areas.schemas.answers import (
    AreaRowsSchema,
    AreaSchema,
    AreasSchema,
    AreaWithCodesSchema,
    CodeGivenSchema,
    CodeSchemeSchema,
    CodeSchemesSchema,
    FoundedSchema,
    GivenGridCodesSchema,
    TreeLogSchema,
    UpsertedAreasSchema,
)
from services.grids.areas.schemas.requests import (
    FeedAreasSchema,
    FoundAreasSchema,
    GetAreaSchema,
    GiveCodeSchema,
    GiveGridCodesSchema,
    ListChildrenSchema,
    ListCodeSchemesSchema,
    ListSubtreeSchema,
    ListTopsSchema,
    MoveAreaSchema,
    ReadTreeLogSchema,
    RegisterCodeSchemeSchema,
    RenameAreaSchema,
    ResolveCodeSchema,
    RetireCodeSchema,
    SearchAreasSchema,
    UpsertAreasSchema,
)
from services.grids.areas.use_cases.feed_areas import FeedAreas, feed_areas
from services.grids.areas.use_cases.found_areas import FoundAreas, found_areas
from services.grids.areas.use_cases.get_area import GetArea, get_area
from services.grids.areas.use_cases.give_code import GiveCode, give_code
from services.grids.areas.use_cases.give_grid_codes import GiveGridCodes, GivenGridCodes, give_grid_codes
from services.grids.areas.use_cases.list_children import ListChildren, list_children
from services.grids.areas.use_cases.list_code_schemes import ListCodeSchemes, list_code_schemes
from services.grids.areas.use_cases.list_subtree import ListSubtree, list_subtree
from services.grids.areas.use_cases.list_tops import ListTops, list_tops
from services.grids.areas.use_cases.move_area import MoveArea, move_area
from services.grids.areas.use_cases.ports import Begin, Page, Row, TreePage
from services.grids.areas.use_cases.read_tree_log import ReadTreeLog, read_tree_log
from services.grids.areas.use_cases.register_code_scheme import RegisterCodeScheme, register_code_scheme
from services.grids.areas.use_cases.rename_area import RenameArea, rename_area
from services.grids.areas.use_cases.resolve_code import ResolveCode, resolve_code
from services.grids.areas.use_cases.retire_code import RetireCode, retire_code
from services.grids.areas.use_cases.search_areas import SearchAreas, search_areas
from services.grids.areas.use_cases.upsert_areas import UpsertAreas, Upserted, upsert_areas

WRONG_KIND = (KindUnknown, ParentKindWrong, ParentNeeded)
WRONG_BATCH = (AreaTwiceInBatch, CycleInBatch, *WRONG_KIND, AreaNameTaken, TopNeedsWholeDistrict)
WRONG_RETIREMENT = (CodeEnded, CodeNotBorne, CodeSchemeMissing, CodeSchemeUnknown, CodeTermEmpty)
WRONG_DAY = (AreaEnded, EffectiveInFuture, EffectiveBeforeFounding)
WRONG_CHANGE_DAY = (*WRONG_DAY, EffectiveBeforeLastChange)
WRONG_MOVE = (MoveMakesCycle, *WRONG_KIND, AreaNameTaken, BaseGridSplitsGroup, TotalGridCrossesCommunity)
WRONG_SYSTEMS_CODE = (CodeSchemeMissing, CodeSchemeUnknown, SchemeOfTheState, CodeMalformed, CodeTaken)


class AreaEntrypoints:
    begin: Begin
    clock: Clock
    foundation: Any

    @rpc(
        "areas.change",
        takes=FoundAreasSchema(),
        gives=FoundedSchema(),
        refuses=(AreaUnknown, *WRONG_BATCH, *WRONG_CODE, *WRONG_DAY),
    )
    def found_areas(self, command: FoundAreas, caller: Caller) -> dict[str, Any]:
        founded = found_areas(command, self.begin, caller, today=self.clock.today())
        warnings = said(founded.warnings, self.foundation.catalogue, caller)
        return {"items": founded.items, "warnings": warnings}

    @rpc(
        "areas.change",
        takes=MoveAreaSchema(),
        gives=AreaSchema(),
        refuses=(AreaUnknown, *WRONG_MOVE, *WRONG_CHANGE_DAY),
    )
    def move_area(self, command: MoveArea, caller: Caller) -> Area:
        return move_area(command, self.begin, caller, now=self.clock.now(), today=self.clock.today())

    @rpc(
        "areas.change",
        takes=RenameAreaSchema(),
        gives=AreaSchema(),
        refuses=(AreaUnknown, AreaNameTaken, *WRONG_CHANGE_DAY),
    )
    def rename_area(self, command: RenameArea, caller: Caller) -> Area:
        return rename_area(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.read",
        takes=GetAreaSchema(),
        gives=AreaWithCodesSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def get_area(self, command: GetArea, caller: Caller) -> Row:
        return get_area(command, self.begin, caller)

    @rpc(
        "areas.read",
        takes=ListChildrenSchema(),
        gives=AreasSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_children(self, command: ListChildren, caller: Caller) -> Page:
        return list_children(command, self.begin, caller)

    @rpc("areas.read", takes=ListSubtreeSchema(), gives=AreasSchema(), refuses=(AreaUnknown,), reads="public")
    def list_subtree(self, command: ListSubtree, caller: Caller) -> Page:
        return list_subtree(command, self.begin, caller)

    @rpc("areas.read", takes=ListTopsSchema(), gives=AreasSchema(), reads="public")
    def list_tops(self, command: ListTops, caller: Caller) -> Page:
        return list_tops(command, self.begin, caller)

    @rpc("areas.read", takes=SearchAreasSchema(), gives=AreasSchema(), reads="public")
    def search_areas(self, command: SearchAreas, caller: Caller) -> Page:
        return search_areas(command, self.begin, caller)

    @rpc(
        "areas.read",
        takes=ResolveCodeSchema(),
        gives=AreaWithCodesSchema(),
        refuses=(CodeSchemeMissing, CodeSchemeUnknown, CodeUnknown),
        reads="public",
    )
    def resolve_code(self, command: ResolveCode, caller: Caller) -> Row:
        return resolve_code(command, self.begin, caller, today=self.clock.today())

    @rpc("areas.feed", takes=FeedAreasSchema(), gives=AreaRowsSchema(), reads="public")
    def feed_areas(self, command: FeedAreas, caller: Caller) -> TreePage:
        return feed_areas(command, self.begin, caller)

    @rpc("areas.feed", takes=ReadTreeLogSchema(), gives=TreeLogSchema(), reads="public")
    def read_tree_log(self, command: ReadTreeLog, caller: Caller) -> TreePage:
        return read_tree_log(command, self.begin, caller)

    @rpc(
        "areas.change",
        takes=GiveCodeSchema(),
        gives=CodeGivenSchema(),
        refuses=(AreaUnknown, AreaEnded, *WRONG_CODE),
    )
    def give_code(self, command: GiveCode, caller: Caller) -> Row:
        given = give_code(command, self.begin, caller, today=self.clock.today())
        return {**given, "warnings": said(given["warnings"], self.foundation.catalogue, caller)}

    @rpc(
        "areas.change",
        takes=RetireCodeSchema(),
        gives=AreaWithCodesSchema(),
        refuses=(AreaUnknown, AreaEnded, *WRONG_RETIREMENT),
    )
    def retire_code(self, command: RetireCode, caller: Caller) -> Row:
        return retire_code(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.change",
        takes=GiveGridCodesSchema(),
        gives=GivenGridCodesSchema(),
        refuses=(AreaUnknown, AreaEnded, CommunityWithoutCode, NotOfACommunity),
    )
    def give_grid_codes(self, command: GiveGridCodes, caller: Caller) -> GivenGridCodes:
        return give_grid_codes(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "codes.change",
        takes=RegisterCodeSchemeSchema(),
        gives=CodeSchemeSchema(),
        refuses=(CodeSchemeMissing, CodeSchemeTaken, SystemMalformed),
    )
    def register_code_scheme(self, command: RegisterCodeScheme, caller: Caller) -> System:
        return register_code_scheme(command, self.begin, caller)

    @rpc("areas.read", takes=ListCodeSchemesSchema(), gives=CodeSchemesSchema(), reads="public")
    def list_code_schemes(self, command: ListCodeSchemes, caller: Caller) -> Page:
        return list_code_schemes(command, self.begin, caller)

    @rpc(
        "areas.change",
        takes=UpsertAreasSchema(),
        gives=UpsertedAreasSchema(),
        refuses=(
            AreaUnknown,
            AreaEnded,
            CodeTwiceInBatch,
            StandsElsewhere,
            *WRONG_BATCH,
            *WRONG_SYSTEMS_CODE,
        ),
    )
    def upsert_areas(self, command: UpsertAreas, caller: Caller) -> dict[str, list[Upserted]]:
        return {"items": upsert_areas(command, self.begin, caller, today=self.clock.today())}
