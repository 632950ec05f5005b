"""What is asked of buildings and dwellings."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.dwellings.domain.building import Building
from services.grids.dwellings.domain.errors import (
    AreaEnded,
    AreaUnknown,
    BaseGridSplitsGroup,
    BuildingNameTaken,
    BuildingTwiceInBatch,
    BuildingUnknown,
    HoldsNoDwellings,
    MicroGridSplitsUnit,
    NoSuchRoom,
    NotACommunity,
    RangeReversed,
    TooManyDwellings,
    TooManyUnits,
    TotalGridCrossesCommunity,
    UnitTwiceInBatch,
    UnitUnknown,
)
from services.grids.dwellings.domain.events import UnitRow
from services.grids.dwellings.schemas import (
    AddressesSchema,
    BuildingSchema,
    BuildingsSchema,
    CoverageSchema,
    DwellingsSchema,
    EnterBuildingsSchema,
    EnteredBuildingsSchema,
    FeedDwellingsSchema,
    GetBuildingSchema,
    GivenUnitsSchema,
    GiveUnitsSchema,
    ListBuildingsSchema,
    ListDwellingsSchema,
    PreviewedUnitsSchema,
    PreviewUnitsSchema,
    RenameBuildingSchema,
    ReportCoverageSchema,
)
from services.grids.dwellings.use_cases.enter_buildings import EnterBuildings, enter_buildings
from services.grids.dwellings.use_cases.feed_dwellings import FeedDwellings, feed_dwellings
from services.grids.dwellings.use_cases.get_building import GetBuilding, get_building
from services.grids.dwellings.use_cases.give_units import GiveUnits, give_units
from services.grids.dwellings.use_cases.list_buildings import ListBuildings, list_buildings
from services.grids.dwellings.use_cases.list_dwellings import ListDwellings, list_dwellings
from services.grids.dwellings.use_cases.ports import Begin, CoveragePage, Page, Row
from services.grids.dwellings.use_cases.preview_units import PreviewUnits, preview_units
from services.grids.dwellings.use_cases.rename_building import RenameBuilding, rename_building
from services.grids.dwellings.use_cases.report_coverage import ReportCoverage, report_coverage


class DwellingEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "dwellings.change",
        takes=EnterBuildingsSchema(),
        gives=EnteredBuildingsSchema(),
        refuses=(
            AreaEnded,
            AreaUnknown,
            BuildingNameTaken,
            BuildingTwiceInBatch,
            NoSuchRoom,
            NotACommunity,
            TooManyDwellings,
        ),
    )
    def enter_buildings(self, command: EnterBuildings, caller: Caller) -> dict[str, list[Building]]:
        return {"items": enter_buildings(command, self.begin, caller)}

    @rpc(
        "dwellings.change",
        takes=RenameBuildingSchema(),
        gives=BuildingSchema(),
        refuses=(BuildingUnknown, BuildingNameTaken),
    )
    def rename_building(self, command: RenameBuilding, caller: Caller) -> Building:
        return rename_building(command, self.begin, caller)

    @rpc(
        "dwellings.change",
        takes=GiveUnitsSchema(),
        gives=GivenUnitsSchema(),
        refuses=(
            AreaEnded,
            AreaUnknown,
            BaseGridSplitsGroup,
            BuildingUnknown,
            HoldsNoDwellings,
            MicroGridSplitsUnit,
            RangeReversed,
            TooManyUnits,
            TotalGridCrossesCommunity,
            UnitTwiceInBatch,
            UnitUnknown,
        ),
    )
    def give_units(self, command: GiveUnits, caller: Caller) -> dict[str, list[UnitRow]]:
        return {"items": give_units(command, self.begin, caller, today=self.clock.today())}

    @rpc(
        "dwellings.read",
        takes=PreviewUnitsSchema(),
        gives=PreviewedUnitsSchema(),
        refuses=(TooManyUnits,),
        reads="public",
    )
    def preview_units(self, command: PreviewUnits, caller: Caller) -> dict[str, Any]:
        return preview_units(command, self.begin, caller, self.clock.today())

    @rpc(
        "dwellings.read",
        takes=ReportCoverageSchema(),
        gives=CoverageSchema(),
        refuses=(AreaUnknown, AreaEnded, NotACommunity),
        reads="public",
    )
    def report_coverage(self, command: ReportCoverage, caller: Caller) -> CoveragePage:
        return report_coverage(command, self.begin, caller)

    @rpc(
        "dwellings.read",
        takes=GetBuildingSchema(),
        gives=BuildingSchema(),
        refuses=(BuildingUnknown,),
        reads="public",
    )
    def get_building(self, command: GetBuilding, caller: Caller) -> Row:
        return get_building(command, self.begin, caller)

    @rpc(
        "dwellings.read",
        takes=ListBuildingsSchema(),
        gives=BuildingsSchema(),
        refuses=(AreaUnknown, AreaEnded),
        reads="public",
    )
    def list_buildings(self, command: ListBuildings, caller: Caller) -> Page:
        return list_buildings(command, self.begin, caller)

    @rpc(
        "dwellings.read",
        takes=ListDwellingsSchema(),
        gives=DwellingsSchema(),
        refuses=(BuildingUnknown,),
        reads="public",
    )
    def list_dwellings(self, command: ListDwellings, caller: Caller) -> Page:
        return list_dwellings(command, self.begin, caller)

    @rpc("areas.feed", takes=FeedDwellingsSchema(), gives=AddressesSchema(), reads="public")
    def feed_dwellings(self, command: FeedDwellings, caller: Caller) -> Page:
        return feed_dwellings(command, self.begin, caller)
