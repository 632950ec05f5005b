"""What the levels' use cases need from the world."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.levels.domain.preset import Preset
from services.grids.levels.domain.scheme import Place
from services.grids.levels.domain.written import WrittenScheme


class LevelSchemes(Protocol):
    def must_be_writable(self) -> None:
        """Raises PermissionMissing for whoever does not hold the whole district."""

    def written(self, seen_version: int | None = None) -> list[WrittenScheme]:
        """All there ever were. Raises StaleVersion where there are not `seen_version` of them."""

    def add(self, written: WrittenScheme) -> None: ...


class Presets(Protocol):
    def all(self) -> list[Preset]: ...

    def get(self, key: str) -> Preset:
        """Raises PresetUnknown."""


class Trees(Protocol):
    def lock(self) -> object:
        """Nobody founds or moves an area until we are done."""


class Standing(Protocol):
    def standing(self, places: Collection[tuple[str, Place]]) -> list[tuple[str, Place]]:
        """Those of these kinds and what they stand under of which there is an area."""


class LevelUse(Protocol):
    """What there is in areas of a kind, anywhere in the district."""

    def holds_dwellings(self, kind: str) -> bool: ...

    def has_open_cases(self, kind: str) -> bool: ...


class Tx(Protocol):
    @property
    def level_use(self) -> LevelUse: ...
    @property
    def level_schemes(self) -> LevelSchemes: ...
    @property
    def level_presets(self) -> Presets: ...
    @property
    def trees(self) -> Trees: ...
    @property
    def area_kinds(self) -> Standing: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
