"""Shapes of areas that become one: what goes on for them takes in what they covered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.chassis.domain import Event
from services.grids.shapes.domain.geometry import union
from services.grids.shapes.domain.joining import Fate
from services.grids.shapes.domain.outline import Outline
from services.grids.shapes.domain.shape import Shape
from services.grids.shapes.store.shapes import SqlShapes

CHARACTERS_AT_MOST = 2_000_000
"""Of all that are laid together: some fifty thousand places."""


@dataclass(frozen=True)
class _Joined:
    """What came of these versions."""

    sizes: Mapping[str, tuple[int, int]]
    fate: Fate
    outline: Outline | None = None


class JoinedShapes:
    """In one transaction: prepared before the tree is locked, and kept under its lock."""

    def __init__(self, shapes: SqlShapes) -> None:
        self._shapes = shapes
        self._prepared: _Joined | None = None

    def prepare(self, area_ids: Collection[str]) -> None:
        self._prepared = self._look(area_ids)

    def foresee(self, area_ids: Collection[str]) -> tuple[str, list[str]]:
        there = self._look(area_ids)
        return there.fate.value, _lacking(area_ids, there.sizes)

    def join(self, area_ids: Collection[str], into_id: str) -> list[Event]:
        """Computed once more where somebody has drawn since."""
        there, sizes = self._prepared, self._shapes.sizes(area_ids)
        if there is None or there.sizes != sizes:
            there = self._look(area_ids)
        if there.outline is None:
            return []
        version, _ = there.sizes.get(into_id, (0, 0))
        drawn, told = Shape(into_id, version=version).drawn(there.outline)
        self._shapes.save(drawn)
        return [told]

    def _look(self, area_ids: Collection[str]) -> _Joined:
        sizes = self._shapes.sizes(area_ids)
        if _lacking(area_ids, sizes):
            return _Joined(sizes, Fate.STAYS)
        if sum(size for _, size in sizes.values()) > CHARACTERS_AT_MOST:
            return _Joined(sizes, Fate.TOO_LARGE)
        outline = union(self._shapes.outlines(area_ids))
        return _Joined(sizes, Fate.JOINED if outline else Fate.TOO_LARGE, outline)


def _lacking(area_ids: Collection[str], sizes: Mapping[str, tuple[int, int]]) -> list[str]:
    return sorted(each for each in set(area_ids) if not sizes.get(each, (0, 0))[1])
