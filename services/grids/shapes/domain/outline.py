"""An outline (边界): polygons of rings of places, WGS84 or CGCS2000, as GeoJSON has them (RFC 7946)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, isfinite, pi
from typing import Any

from services.chassis.standards.china import is_in_china
from services.grids.shapes.domain.errors import NoShape, ShapeMalformed, ShapeProblem, ShapeTooLarge

MOST_PLACES = 5000
FEWEST = 4
METRES_OF_A_DEGREE = 111_319.5
LEAST = 1.0
"""Square metres: less is how exactly somebody drew."""
MOST = 500_000e6
"""Square metres: more than twice the largest county of the country."""
Place = tuple[float, float]
Ring = tuple[Place, ...]
Polygon = tuple[Ring, ...]
"""The outer ring first, then the holes."""


@dataclass(frozen=True)
class Box:
    west: float
    south: float
    east: float
    north: float

    @property
    def is_flat(self) -> bool:
        return self.west == self.east or self.south == self.north


@dataclass(frozen=True)
class Outline:
    polygons: tuple[Polygon, ...]

    @classmethod
    def of_geojson(cls, shape: Mapping[str, Any]) -> "Outline":
        """Raises NoShape, ShapeMalformed or ShapeTooLarge."""
        coordinates = shape.get("coordinates")
        of_one = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(shape.get("type")))
        if not isinstance(of_one, list) or not of_one:
            raise NoShape(problem=ShapeProblem.NOT_A_POLYGON)
        number = iter(range(1, MOST_PLACES))
        outline = cls(tuple(_polygon(each, number) for each in of_one))
        if outline.size > MOST_PLACES:
            raise ShapeTooLarge(places=outline.size, at_most=MOST_PLACES)
        if outline.box.is_flat:
            raise NoShape(problem=ShapeProblem.NO_EXTENT)
        return outline

    def as_geojson(self) -> dict[str, Any]:
        polygons = [[[list(place) for place in ring] for ring in polygon] for polygon in self.polygons]
        if len(polygons) == 1:
            return {"type": "Polygon", "coordinates": polygons[0]}
        return {"type": "MultiPolygon", "coordinates": polygons}

    def led(self, change: Callable[[Place], Place]) -> "Outline":
        """Every place elsewhere: in another datum."""
        return Outline(
            tuple(tuple(tuple(change(place) for place in ring) for ring in each) for each in self.polygons)
        )

    @property
    def size(self) -> int:
        return sum(len(ring) for polygon in self.polygons for ring in polygon)

    @cached_property
    def box(self) -> Box:
        places = [place for polygon in self.polygons for place in polygon[0]]
        lons, lats = [place[0] for place in places], [place[1] for place in places]
        return Box(min(lons), min(lats), max(lons), max(lats))

    @cached_property
    def extent(self) -> float:
        """Square metres, near enough to tell which of two is smaller."""
        flat = sum(
            abs(_doubled(polygon[0])) - sum(abs(_doubled(hole)) for hole in polygon[1:])
            for polygon in self.polygons
        )
        middle = (self.box.south + self.box.north) / 2
        return flat / 2 * METRES_OF_A_DEGREE**2 * cos(middle / 180 * pi)

    def must_be_a_districts(self) -> None:
        """Raises NoShape or ShapeMalformed for what cannot be the outline of an area in WGS84."""
        box = self.box
        if not (is_in_china(box.west, box.south) and is_in_china(box.east, box.north)):
            raise NoShape(problem=ShapeProblem.NOT_IN_CHINA)
        if self.extent > MOST:
            raise NoShape(problem=ShapeProblem.TOO_WIDE)
        rings = [ring for polygon in self.polygons for ring in polygon]
        for number, ring in enumerate(rings, 1):
            if Outline(((ring,),)).extent < LEAST:
                raise ShapeMalformed(problem=ShapeProblem.NO_EXTENT, ring=number)

    def covers(self, place: Place) -> bool:
        """Its own border included, and that of its holes."""
        return any(_covers(polygon, place) for polygon in self.polygons)


def _polygon(said: Any, number: Iterator[int]) -> Polygon:
    if not isinstance(said, list) or not said:
        raise NoShape(problem=ShapeProblem.NOT_A_POLYGON)
    return tuple(_ring(each, next(number, 0)) for each in said)


def _ring(said: Any, number: int) -> Ring:
    if not isinstance(said, list) or len(said) < FEWEST:
        raise ShapeMalformed(problem=ShapeProblem.TOO_FEW_PLACES, ring=number)
    ring = tuple(_place(each, number) for each in said)
    if ring[0] != ring[-1]:
        raise ShapeMalformed(problem=ShapeProblem.NOT_CLOSED, ring=number)
    return ring


def _place(said: Any, ring: int) -> Place:
    """A height is left out."""
    is_place = isinstance(said, list) and len(said) in (2, 3) and all(map(_is_number, said))
    if not is_place:
        raise ShapeMalformed(problem=ShapeProblem.NOT_A_PLACE, ring=ring)
    lon, lat = float(said[0]), float(said[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ShapeMalformed(problem=ShapeProblem.OUT_OF_RANGE, ring=ring)
    return lon, lat


def _is_number(said: Any) -> bool:
    return isinstance(said, (int, float)) and not isinstance(said, bool) and isfinite(said)


def _doubled(ring: Sequence[Place]) -> float:
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in _edges(ring))


def _edges(ring: Sequence[Place]) -> Iterable[tuple[Place, Place]]:
    return pairwise(ring)


def _covers(polygon: Polygon, place: Place) -> bool:
    if any(_is_on(ring, place) for ring in polygon):
        return True
    return _is_within(polygon[0], place) and not any(_is_within(hole, place) for hole in polygon[1:])


def _is_within(ring: Ring, place: Place) -> bool:
    """A line to the east crosses it an odd number of times."""
    x, y = place
    crossed = 0
    for (x1, y1), (x2, y2) in _edges(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed += 1
    return crossed % 2 == 1


def _is_on(ring: Ring, place: Place) -> bool:
    x, y = place
    return any(
        (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1)
        and min(x1, x2) <= x <= max(x1, x2)
        and min(y1, y2) <= y <= max(y1, y2)
        for (x1, y1), (x2, y2) in _edges(ring)
    )
