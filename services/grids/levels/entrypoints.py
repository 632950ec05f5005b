"""What is asked of levels."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.levels.domain.errors import (
    CommunityLevelMissing,
    LevelAtTopInUse,
    LevelBelowExclusive,
    LevelHasOpenCases,
    LevelHoldsDwellings,
    LevelInUse,
    LevelOutsideCommunity,
    LevelsInCircle,
    LevelsOrPreset,
    LevelTwice,
    LevelUnknown,
    PresetUnknown,
    SchemeDayOutOfRange,
    SchemeInPast,
    TopMissing,
)
from services.grids.levels.domain.preset import Preset
from services.grids.levels.domain.written import Schemes
from services.grids.levels.schemas import (
    LevelSchemesSchema,
    ListLevelPresetsSchema,
    ListLevelSchemesSchema,
    PresetsSchema,
    WriteLevelSchemeSchema,
)
from services.grids.levels.use_cases.list_level_presets import ListLevelPresets, list_level_presets
from services.grids.levels.use_cases.list_level_schemes import ListLevelSchemes, list_level_schemes
from services.grids.levels.use_cases.ports import Begin
from services.grids.levels.use_cases.write_level_scheme import WriteLevelScheme, write_level_scheme

UNSOUND = (
    CommunityLevelMissing,
    LevelBelowExclusive,
    LevelOutsideCommunity,
    LevelsInCircle,
    LevelTwice,
    LevelUnknown,
    TopMissing,
)


class LevelEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "levels.change",
        takes=WriteLevelSchemeSchema(),
        gives=LevelSchemesSchema(),
        refuses=(
            LevelAtTopInUse,
            LevelHasOpenCases,
            LevelHoldsDwellings,
            LevelInUse,
            LevelsOrPreset,
            PresetUnknown,
            SchemeDayOutOfRange,
            SchemeInPast,
            *UNSOUND,
        ),
    )
    def write_level_scheme(self, command: WriteLevelScheme, caller: Caller) -> Schemes:
        return write_level_scheme(command, self.begin, caller, today=self.clock.today())

    @rpc("areas.read", takes=ListLevelSchemesSchema(), gives=LevelSchemesSchema(), reads="public")
    def list_level_schemes(self, command: ListLevelSchemes, caller: Caller) -> Schemes:
        return list_level_schemes(command, self.begin, caller, today=self.clock.today())

    @rpc("areas.read", takes=ListLevelPresetsSchema(), gives=PresetsSchema(), reads="public")
    def list_level_presets(self, command: ListLevelPresets, caller: Caller) -> dict[str, list[Preset]]:
        return {"items": list_level_presets(command, self.begin, caller)}
