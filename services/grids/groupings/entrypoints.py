"""What is asked of groupings."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.groupings.domain.errors import (
    AlreadyHoldsGrouping,
    AppointsThemselves,
    AreaUnknown,
    BaseGridSplitsGroup,
    BuildingElsewhere,
    BuildingUnknown,
    GroupingClosed,
    GroupingKindTaken,
    GroupingKindUnknown,
    GroupingNameTaken,
    GroupingTwiceInBatch,
    GroupingUnknown,
    HoldingDiffers,
    HoldingOver,
    HoldingTwiceInBatch,
    KindNeedsWholeDistrict,
    NotACommunity,
    RangeReversed,
    StaffUnknown,
    TermEmpty,
    TooManyHolders,
    TooManyKinds,
    TooManyUnits,
    UnitInAnotherGrouping,
    UnitTwiceInBatch,
    UnitUnknown,
)
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.kind import GroupingKind
from services.grids.groupings.schemas import (
    AddGroupingKindSchema,
    CloseGroupingSchema,
    FeedGroupedDwellingsSchema,
    FoundedGroupingsSchema,
    FoundGroupingsSchema,
    GetGroupingSchema,
    GroupedDwellingsSchema,
    GroupedUnitsSchema,
    GroupingKindSchema,
    GroupingKindsSchema,
    GroupingSchema,
    GroupingsSchema,
    HeldGroupingSchema,
    HoldingLinesSchema,
    ListGroupingKindsSchema,
    ListGroupingsSchema,
    ListGroupingUnitsSchema,
    ListHeldGroupingsSchema,
    RenameGroupingSchema,
    SetGroupingHoldersSchema,
    SetGroupingUnitsSchema,
)
from services.grids.groupings.use_cases.add_grouping_kind import AddGroupingKind, add_grouping_kind
from services.grids.groupings.use_cases.close_grouping import CloseGrouping, close_grouping
from services.grids.groupings.use_cases.feed_grouped_dwellings import (
    FeedGroupedDwellings,
    feed_grouped_dwellings,
)
from services.grids.groupings.use_cases.found_groupings import FoundGroupings, found_groupings
from services.grids.groupings.use_cases.get_grouping import GetGrouping, get_grouping
from services.grids.groupings.use_cases.list_grouping_kinds import ListGroupingKinds, list_grouping_kinds
from services.grids.groupings.use_cases.list_grouping_units import ListGroupingUnits, list_grouping_units
from services.grids.groupings.use_cases.list_groupings import ListGroupings, list_groupings
from services.grids.groupings.use_cases.list_held_groupings import ListHeldGroupings, list_held_groupings
from services.grids.groupings.use_cases.ports import Begin, Page, Row
from services.grids.groupings.use_cases.rename_grouping import RenameGrouping, rename_grouping
from services.grids.groupings.use_cases.set_grouping_holders import SetGroupingHolders, set_grouping_holders
from services.grids.groupings.use_cases.set_grouping_units import SetGroupingUnits, set_grouping_units

WRONG_UNITS = (
    BaseGridSplitsGroup,
    BuildingElsewhere,
    BuildingUnknown,
    RangeReversed,
    TooManyUnits,
    UnitInAnotherGrouping,
    UnitTwiceInBatch,
    UnitUnknown,
)


class GroupingEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "dwellings.change",
        takes=FoundGroupingsSchema(),
        gives=FoundedGroupingsSchema(),
        refuses=(
            AreaUnknown,
            GroupingKindUnknown,
            GroupingNameTaken,
            GroupingTwiceInBatch,
            NotACommunity,
            *WRONG_UNITS,
        ),
    )
    def found_groupings(self, command: FoundGroupings, caller: Caller) -> dict[str, list[Grouping]]:
        return {"items": found_groupings(command, self.begin, caller)}

    @rpc(
        "dwellings.read",
        takes=ListGroupingsSchema(),
        gives=GroupingsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_groupings(self, command: ListGroupings, caller: Caller) -> Page:
        return list_groupings(command, self.begin, caller)

    @rpc("dwellings.read", takes=ListHeldGroupingsSchema(), gives=HoldingLinesSchema(), reads="public")
    def list_held_groupings(self, command: ListHeldGroupings, caller: Caller) -> Page:
        return list_held_groupings(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "dwellings.read",
        takes=GetGroupingSchema(),
        gives=HeldGroupingSchema(),
        refuses=(GroupingUnknown,),
        reads="public",
    )
    def get_grouping(self, command: GetGrouping, caller: Caller) -> Row:
        return get_grouping(command, self.begin, caller)

    @rpc(
        "dwellings.read",
        takes=ListGroupingUnitsSchema(),
        gives=GroupedUnitsSchema(),
        refuses=(GroupingUnknown,),
        reads="public",
    )
    def list_grouping_units(self, command: ListGroupingUnits, caller: Caller) -> Page:
        return list_grouping_units(command, self.begin, caller)

    @rpc(
        "dwellings.change",
        takes=SetGroupingUnitsSchema(),
        gives=GroupingSchema(),
        refuses=(GroupingClosed, GroupingUnknown, *WRONG_UNITS),
    )
    def set_grouping_units(self, command: SetGroupingUnits, caller: Caller) -> Grouping:
        return set_grouping_units(command, self.begin, caller)

    @rpc(
        "posts.change",
        takes=SetGroupingHoldersSchema(),
        gives=HeldGroupingSchema(),
        refuses=(
            AppointsThemselves,
            GroupingClosed,
            GroupingUnknown,
            HoldingDiffers,
            HoldingOver,
            AlreadyHoldsGrouping,
            HoldingTwiceInBatch,
            StaffUnknown,
            TermEmpty,
            TooManyHolders,
        ),
    )
    def set_grouping_holders(self, command: SetGroupingHolders, caller: Caller) -> Row:
        return set_grouping_holders(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "dwellings.change",
        takes=RenameGroupingSchema(),
        gives=GroupingSchema(),
        refuses=(GroupingClosed, GroupingNameTaken, GroupingUnknown),
    )
    def rename_grouping(self, command: RenameGrouping, caller: Caller) -> Grouping:
        return rename_grouping(command, self.begin, caller)

    @rpc(
        "dwellings.change",
        takes=CloseGroupingSchema(),
        gives=GroupingSchema(),
        refuses=(GroupingClosed, GroupingUnknown),
    )
    def close_grouping(self, command: CloseGrouping, caller: Caller) -> Grouping:
        return close_grouping(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "dwellings.change",
        takes=AddGroupingKindSchema(),
        gives=GroupingKindSchema(),
        refuses=(GroupingKindTaken, KindNeedsWholeDistrict, TooManyKinds),
    )
    def add_grouping_kind(self, command: AddGroupingKind, caller: Caller) -> GroupingKind:
        return add_grouping_kind(command, self.begin, caller)

    @rpc("dwellings.read", takes=ListGroupingKindsSchema(), gives=GroupingKindsSchema(), reads="public")
    def list_grouping_kinds(self, command: ListGroupingKinds, caller: Caller) -> Page:
        return list_grouping_kinds(command, self.begin, caller)

    @rpc("areas.feed", takes=FeedGroupedDwellingsSchema(), gives=GroupedDwellingsSchema(), reads="public")
    def feed_grouped_dwellings(self, command: FeedGroupedDwellings, caller: Caller) -> Page:
        return feed_grouped_dwellings(command, self.begin, caller)
