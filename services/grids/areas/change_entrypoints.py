"""What is asked of areas in the course of time: their ends, what comes out of them, and how it was."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.areas.domain.change_errors import (
    AreaEnded,
    AreaNotEmpty,
    BuildingAcrossCommunities,
    BuildingNamesMeet,
    ChildTwice,
    CodeBegunSince,
    EffectiveBeforeFounding,
    EffectiveBeforeLastChange,
    EffectiveInFuture,
    GroupSplit,
    HolderBegunSince,
    MergeAcrossCommunities,
    MergeOfDifferentKinds,
    MicroGridSplitsUnit,
    NameBeside,
    NotOfThisArea,
    PartNameTaken,
    PartOfItself,
    PartTwice,
    PartUnknown,
    PrimaryPostHeld,
    RangeReversed,
    SourceTwice,
    StandsWrong,
    TargetAmongSources,
    TargetBelowSource,
    TargetUnclear,
    TooManyMoved,
    TopOfDistrict,
    UnitNotHere,
    UnitTwice,
)
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    BaseGridSplitsGroup,
    CodeBeforeFounding,
    CodeMalformed,
    CodeSchemeMissing,
    CodeSchemeUnknown,
    CodesOverlap,
    CodeTaken,
    CodeTermEmpty,
    KindUnknown,
    MoveMakesCycle,
    ParentKindWrong,
    ParentNeeded,
    TotalGridCrossesCommunity,
)
from services.grids.areas.domain.grouping_errors import GroupingAcrossCommunities, GroupingNamesMeet
from services.grids.areas.domain.trace_errors import AreaNotFounded, AsOfBeforeOn, DayToCome, TooManyAreas
from services.grids.areas.saying import said
from services.grids.areas.schemas.changes import (
    AbolishAreaSchema,
    AreasThenSchema,
    ChangesSchema,
    ListAreaChangesSchema,
    ListAreasThenSchema,
    MergeAreasSchema,
    SplitAreaSchema,
    SucceededSchema,
)
from services.grids.areas.schemas.foreseen import ForeseenSchema, MoveForeseenSchema
from services.grids.areas.schemas.requests import MoveAreaSchema
from services.grids.areas.schemas.traces import TraceAreasSchema, TracesSchema
from services.grids.areas.use_cases.abolish_area import AbolishArea, abolish_area, preview_abolition
from services.grids.areas.use_cases.foreseeing import Foreseen
from services.grids.areas.use_cases.list_area_changes import ListAreaChanges, list_area_changes
from services.grids.areas.use_cases.list_areas_then import ListAreasThen, list_areas_then
from services.grids.areas.use_cases.merge_areas import MergeAreas, merge_areas, preview_merge
from services.grids.areas.use_cases.move_area import MoveArea
from services.grids.areas.use_cases.ports import Page
from services.grids.areas.use_cases.preview_move import MoveForeseen, preview_move
from services.grids.areas.use_cases.split_area import SplitArea, preview_split, split_area
from services.grids.areas.use_cases.succeed import Succeeded
from services.grids.areas.use_cases.succession_ports import Begin
from services.grids.areas.use_cases.trace_areas import TraceAreas, Traces, trace_areas

WRONG_DAY = (EffectiveInFuture, EffectiveBeforeFounding, EffectiveBeforeLastChange)
WRONG_ENDING = (CodeBegunSince, HolderBegunSince)
WRONG_PLACE = (
    AreaUnknown,
    AreaEnded,
    StandsWrong,
    BuildingAcrossCommunities,
    GroupingAcrossCommunities,
    GroupSplit,
    TooManyMoved,
)
WRONG_MOVE = (
    AreaUnknown,
    AreaEnded,
    *WRONG_DAY,
    MoveMakesCycle,
    KindUnknown,
    ParentKindWrong,
    ParentNeeded,
    AreaNameTaken,
    BaseGridSplitsGroup,
    TotalGridCrossesCommunity,
)
WRONG_NAME = (NameBeside, BuildingNamesMeet, GroupingNamesMeet)
WRONG_PART = (PartNameTaken, TopOfDistrict)
WRONG_TARGET = (MergeOfDifferentKinds, MergeAcrossCommunities, TargetAmongSources, TargetBelowSource)
WRONG_CODE = (
    CodeSchemeMissing,
    CodeSchemeUnknown,
    CodeMalformed,
    CodeTermEmpty,
    CodeBeforeFounding,
    CodesOverlap,
    CodeTaken,
)
WRONG_MERGE = (
    *WRONG_DAY,
    *WRONG_ENDING,
    *WRONG_PLACE,
    *WRONG_NAME,
    *WRONG_CODE,
    *WRONG_PART,
    *WRONG_TARGET,
    BaseGridSplitsGroup,
    PrimaryPostHeld,
    SourceTwice,
    TargetUnclear,
)
WRONG_SPLIT = (
    *WRONG_DAY,
    *WRONG_ENDING,
    *WRONG_PLACE,
    *WRONG_NAME,
    *WRONG_CODE,
    *WRONG_PART,
    BaseGridSplitsGroup,
    MicroGridSplitsUnit,
    ChildTwice,
    NotOfThisArea,
    PartOfItself,
    PartTwice,
    PartUnknown,
    RangeReversed,
    UnitNotHere,
    UnitTwice,
)
WRONG_END = (
    *WRONG_DAY,
    *WRONG_ENDING,
    *WRONG_PLACE,
    *WRONG_NAME,
    *WRONG_TARGET,
    AreaNotEmpty,
    BaseGridSplitsGroup,
)


class AreaChangeEntrypoints:
    begin: Begin
    clock: Clock
    foundation: Any

    @rpc("areas.change", takes=AbolishAreaSchema(), gives=SucceededSchema(), refuses=WRONG_END)
    def abolish_area(self, command: AbolishArea, caller: Caller) -> dict[str, Any]:
        done = abolish_area(command, self.begin, caller, now=self.clock.now(), today=self.clock.today())
        return _said(done, self.foundation, caller)

    @rpc("areas.change", takes=AbolishAreaSchema(), gives=ForeseenSchema(), refuses=WRONG_END, reads="public")
    def preview_abolition(self, command: AbolishArea, caller: Caller) -> Foreseen:
        return preview_abolition(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.change", takes=MoveAreaSchema(), gives=MoveForeseenSchema(), refuses=WRONG_MOVE, reads="public"
    )
    def preview_move(self, command: MoveArea, caller: Caller) -> MoveForeseen:
        return preview_move(command, self.begin, caller, today=self.clock.today())

    @rpc("areas.change", takes=MergeAreasSchema(), gives=SucceededSchema(), refuses=WRONG_MERGE)
    def merge_areas(self, command: MergeAreas, caller: Caller) -> dict[str, Any]:
        done = merge_areas(command, self.begin, caller, now=self.clock.now(), today=self.clock.today())
        return _said(done, self.foundation, caller)

    @rpc(
        "areas.change", takes=MergeAreasSchema(), gives=ForeseenSchema(), refuses=WRONG_MERGE, reads="public"
    )
    def preview_merge(self, command: MergeAreas, caller: Caller) -> Foreseen:
        return preview_merge(command, self.begin, caller, today=self.clock.today())

    @rpc("areas.change", takes=SplitAreaSchema(), gives=SucceededSchema(), refuses=WRONG_SPLIT)
    def split_area(self, command: SplitArea, caller: Caller) -> dict[str, Any]:
        done = split_area(command, self.begin, caller, now=self.clock.now(), today=self.clock.today())
        return _said(done, self.foundation, caller)

    @rpc("areas.change", takes=SplitAreaSchema(), gives=ForeseenSchema(), refuses=WRONG_SPLIT, reads="public")
    def preview_split(self, command: SplitArea, caller: Caller) -> Foreseen:
        return preview_split(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.read",
        takes=ListAreaChangesSchema(),
        gives=ChangesSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_area_changes(self, command: ListAreaChanges, caller: Caller) -> Page:
        return list_area_changes(command, self.begin, caller)

    @rpc(
        "areas.read",
        takes=ListAreasThenSchema(),
        gives=AreasThenSchema(),
        refuses=(AreaUnknown, AreaNotFounded, DayToCome),
        reads="public",
    )
    def list_areas_then(self, command: ListAreasThen, caller: Caller) -> Page:
        return list_areas_then(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.read",
        takes=TraceAreasSchema(),
        gives=TracesSchema(),
        refuses=(AreaUnknown, AreaNotFounded, AsOfBeforeOn, DayToCome, TooManyAreas),
        reads="public",
    )
    def trace_areas(self, command: TraceAreas, caller: Caller) -> Traces:
        return trace_areas(command, self.begin, caller, today=self.clock.today())


def _said(done: Succeeded, foundation: Any, caller: Caller) -> dict[str, Any]:
    return {**vars(done), "warnings": said(done.warnings, foundation.catalogue, caller)}
