"""Squares, and what is drawn of them."""

from typing import Any

from services.grids.shapes.domain.outline import Outline

Ring = list[list[float]]


def ring(west: float, south: float, width: float) -> Ring:
    east, north = west + width, south + width
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def a_square(west: float = 104.0, south: float = 30.0, width: float = 1.0) -> Outline:
    return Outline.of_geojson(polygon(ring(west, south, width)))
