"""Cells that an outline is found by: squares of its own size, so that four at most hold it.

A place lies in one cell of each size; whoever looks for it asks for those alone, by equality.
"""

from math import floor

from services.grids.shapes.domain.outline import Box, Place

SMALLEST = 1 / 2048
"""Degrees: some fifty metres."""
SIZES = 20
"""The largest is a quarter of the globe."""


def cells_of(box: Box) -> set[str]:
    size = _size_of(max(box.east - box.west, box.north - box.south))
    lons, lats = ((box.west, box.east), (box.south, box.north))
    return {_cell(size, (lon, lat)) for lon in lons for lat in lats}


def cells_at(place: Place) -> list[str]:
    return [_cell(size, place) for size in range(SIZES)]


def _size_of(width: float) -> int:
    return next((size for size in range(SIZES) if width <= SMALLEST * 2**size), SIZES - 1)


def _cell(size: int, place: Place) -> str:
    side = SMALLEST * 2**size
    return f"{size}:{floor(place[0] / side)}:{floor(place[1] / side)}"
