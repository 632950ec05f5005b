"""GCJ-02 (国测局坐标): how maps on sale in China are shifted, and back; WGS84 and CGCS2000 count as equal.

The published approximation of the shift (Krasovsky 1940 ellipsoid), as every open implementation has it;
the way back is that shift taken away again until it fits within a millimetre. Outside China nothing shifts.
"""

from math import cos, pi, sin, sqrt

AXIS = 6_378_245.0
ECCENTRICITY = 0.00669342162296594323
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
NEAR_ENOUGH = 1e-9
"""Degrees."""
STEPS = 20

Place = tuple[float, float]
"""Longitude and latitude in degrees."""


def to_gcj02(place: Place) -> Place:
    if not _is_shifted(place):
        return place
    east, north = _shift(place)
    return place[0] + east, place[1] + north


def from_gcj02(place: Place) -> Place:
    if not _is_shifted(place):
        return place
    lon, lat = place
    for _ in range(STEPS):
        there = to_gcj02((lon, lat))
        east, north = there[0] - place[0], there[1] - place[1]
        lon, lat = lon - east, lat - north
        if abs(east) < NEAR_ENOUGH and abs(north) < NEAR_ENOUGH:
            break
    return lon, lat


def _is_shifted(place: Place) -> bool:
    lon, lat = place
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def _shift(place: Place) -> Place:
    x, y = place[0] - 105.0, place[1] - 35.0
    slant = place[1] / 180.0 * pi
    flat = 1 - ECCENTRICITY * sin(slant) ** 2
    meridian = AXIS * (1 - ECCENTRICITY) / (flat * sqrt(flat))
    parallel = AXIS / sqrt(flat) * cos(slant)
    return _east(x, y) * 180.0 / (parallel * pi), _north(x, y) * 180.0 / (meridian * pi)


def _east(x: float, y: float) -> float:
    metres = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    metres += _short_waves(x)
    metres += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    return metres + (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0


def _north(x: float, y: float) -> float:
    metres = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    metres += _short_waves(x)
    metres += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    return metres + (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0


def _short_waves(x: float) -> float:
    return (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
