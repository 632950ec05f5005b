"""Where a place is, in WGS84, and how far that is from a point.

Degrees are kept as whole ten-millionths: about a centimetre.
"""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

from services.chassis.standards.china import is_in_china
from services.grids.places.domain.slips import PositionNotInChina

UNIT = 10_000_000
FARTHEST_NORTH = 85
"""Degrees; and south."""
EARTH_M = 6_371_008.8
"""The mean radius of WGS84's ellipsoid."""


@dataclass(frozen=True)
class Position:
    """`lon` and `lat` in ten-millionths of a degree."""

    lon: int
    lat: int

    def must_be_in_china(self) -> None:
        """Raises PositionNotInChina."""
        if not is_in_china(self.lon / UNIT, self.lat / UNIT):
            raise PositionNotInChina


@dataclass(frozen=True)
class Box:
    """Whatever lies within the distance lies in it."""

    west: int
    east: int
    south: int
    north: int


def distance_mm(one: Position, other: Position) -> int:
    """Along the great circle (haversine), in millimetres."""
    south, north = radians(one.lat / UNIT), radians(other.lat / UNIT)
    across, up = radians((other.lon - one.lon) / UNIT), north - south
    chord = sin(up / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return round(2 * EARTH_M * 1000 * asin(min(1.0, sqrt(chord))))


def box_around(point: Position, within_m: int) -> Box:
    """Within 85 degrees of the equator; a little wider than the circle, never narrower."""
    up = degrees(within_m / EARTH_M)
    far = min(FARTHEST_NORTH, abs(point.lat / UNIT) + up)
    across = degrees(within_m / (EARTH_M * cos(radians(far))))
    half_lat, half_lon = int(up * UNIT) + 2, int(across * UNIT) + 2
    return Box(point.lon - half_lon, point.lon + half_lon, point.lat - half_lat, point.lat + half_lat)
