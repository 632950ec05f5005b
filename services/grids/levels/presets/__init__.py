"""The presets: one JSON file each, beside this one."""

import json
from functools import cache
from pathlib import Path

from services.grids.levels.domain.errors import PresetUnknown
from services.grids.levels.domain.level import Level
from services.grids.levels.domain.preset import Preset

FILES = Path(__file__).parent


class PresetFiles:
    def all(self) -> list[Preset]:
        return list(_presets())

    def get(self, key: str) -> Preset:
        for preset in _presets():
            if preset.key == key:
                return preset
        raise PresetUnknown(preset=key)


@cache
def _presets() -> tuple[Preset, ...]:
    return tuple(_read(file) for file in sorted(FILES.glob("*.json")))


def _read(file: Path) -> Preset:
    told = json.loads(file.read_text(encoding="utf-8"))
    levels = tuple(Level(**level | {"parents": tuple(level["parents"])}) for level in told["levels"])
    return Preset(file.stem, told["name_zh"], told["name_en"], levels)
