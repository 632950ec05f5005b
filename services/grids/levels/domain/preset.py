"""A preset (预置方案): the levels of a district as its documents tell them, to be taken over as they are."""

from dataclasses import dataclass

from services.grids.levels.domain.level import Level


@dataclass(frozen=True)
class Preset:
    key: str
    name_zh: str
    name_en: str
    levels: tuple[Level, ...]
