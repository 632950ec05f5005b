"""Read the presets that a district may take over."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.levels.domain.preset import Preset
from services.grids.levels.use_cases.ports import Begin


@dataclass(frozen=True)
class ListLevelPresets:
    """They are few, and the same in every district."""


def list_level_presets(_: ListLevelPresets, begin: Begin, caller: Caller) -> list[Preset]:
    with begin(caller) as tx:
        return tx.level_presets.all()
