"""The shape (范围) of an area: its outline, or none any more."""

from dataclasses import dataclass

from services.grids.shapes.domain.events import ShapeDrawn, ShapeRemoved
from services.grids.shapes.domain.outline import Outline


@dataclass(frozen=True)
class Shape:
    """Version 0: nobody has drawn it yet."""

    area_id: str
    outline: Outline | None = None
    version: int = 0

    def drawn(self, outline: Outline | None) -> tuple["Shape", ShapeDrawn | ShapeRemoved]:
        """None takes it away."""
        after = Shape(self.area_id, outline, self.version + 1)
        told = ShapeRemoved if outline is None else ShapeDrawn
        return after, told(self.area_id, after.version)


@dataclass(frozen=True)
class Overlap:
    """How much two areas both cover, and a place that they do."""

    one_id: str
    other_id: str
    square_metres: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Overlaps:
    """`more`: nobody has looked any further."""

    found: tuple[Overlap, ...]
    more: bool


@dataclass(frozen=True)
class Gap:
    """What belongs to nobody, or, with an id, what lies outside of the area above.

    `above_id`: in whose outline the one lies, and outside of whose the other does."""

    square_metres: float
    lon: float
    lat: float
    area_id: str | None = None
    above_id: str | None = None


@dataclass(frozen=True)
class Report:
    """`below` and `without_shape` are of what stands directly below an area; the rest of all that is drawn in
    it, or above communities of what stands directly below. Gaps, and what lies outside, are told of the area
    and of each in it that has both an outline and others drawn below.
    `more`: of overlaps, gaps or what lies outside there is more than is told."""

    area_id: str
    below: int
    without_shape: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]
    outside: tuple[Gap, ...]
    more: bool
