"""What is computed of outlines, by shapely: whether one crosses itself, and how several lie together."""

from collections.abc import Collection, Iterator, Mapping
from math import cos, pi
from typing import Any

from services.grids.shapes.domain.errors import ShapeCrossesItself
from services.grids.shapes.domain.outline import (
    LEAST,
    METRES_OF_A_DEGREE,
    MOST,
    MOST_PLACES,
    Outline,
    Polygon,
    Ring,
)
from services.grids.shapes.domain.shape import Gap, Overlap, Overlaps

AT_MOST = 500
PLACES_AT_MOST = 1_000_000
"""Laid over each other, pair by pair, before somebody has waited too long."""


def refuse_crossing(outline: Outline) -> None:
    """Raises ShapeCrossesItself."""
    from shapely.validation import explain_validity  # large, and few processes ever need it

    said = explain_validity(_shape(outline))
    if said != "Valid Geometry":
        lon, lat = (float(part) for part in said.rpartition("[")[2].rstrip("]").split()[:2])
        raise ShapeCrossesItself(lon=lon, lat=lat)


def overlaps(
    outlines: Mapping[str, Outline], paths: Mapping[str, str] | None = None, at_most: int = AT_MOST
) -> Overlaps:
    """Of areas neither of which lies in the other, by their paths; without paths, none does.

    So many at most are found, and so many places at most laid over each other on the way.
    """
    from shapely import STRtree

    ids, paths = sorted(outlines), paths or {}
    shapes = [_shape(outlines[area_id]) for area_id in ids]
    tree, found, places = STRtree(shapes), list[Overlap](), 0
    for one, shape in enumerate(shapes):
        for other in sorted(tree.query(shape, predicate="intersects").tolist()):
            if other <= one or _is_one_in_other(paths.get(ids[one]), paths.get(ids[other])):
                continue
            places += outlines[ids[one]].size + outlines[ids[other]].size
            if len(found) > at_most or places > PLACES_AT_MOST:
                return Overlaps(tuple(found[:at_most]), more=True)
            for part, metres in _parts(shape.intersection(shapes[other])):
                found.append(Overlap(ids[one], ids[other], metres, *_within(part)))
    return Overlaps(tuple(found[:at_most]), more=len(found) > at_most)


def _is_one_in_other(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and (one.startswith(other) or other.startswith(one))


def gaps(whole: Outline, outlines: Mapping[str, Outline]) -> Iterator[Gap]:
    """What none of them covers of the whole."""
    from shapely import unary_union

    left = _shape(whole).difference(unary_union([_shape(each) for each in outlines.values()]))
    for part, metres in _parts(left):
        yield Gap(metres, *_within(part))


def outside(whole: Outline, outlines: Mapping[str, Outline]) -> Iterator[Gap]:
    from shapely import prepare

    shape = _shape(whole)
    prepare(shape)
    for area_id, outline in sorted(outlines.items()):
        lying = _shape(outline)
        for part, metres in () if shape.covers(lying) else _parts(lying.difference(shape)):
            yield Gap(metres, *_within(part), area_id)


def union(outlines: Collection[Outline]) -> Outline | None:
    """All that they cover; what lies open between two is filled where it is how exactly somebody drew.

    None: it is more than an outline may be.
    """
    from shapely import unary_union

    whole = unary_union([_shape(each) for each in outlines])
    parts = [_polygon(part) for part in getattr(whole, "geoms", [whole]) if part.area > 0]
    joined = Outline(tuple(part for part in parts if _has_extent(part[0])))
    return None if joined.size > MOST_PLACES or joined.extent > MOST else joined


def _polygon(part: Any) -> Polygon:
    """Its outer ring to the left, as GeoJSON has it."""
    from shapely.geometry.polygon import orient

    turned = orient(part)
    holes = [_ring(hole) for hole in turned.interiors]
    return (_ring(turned.exterior), *(hole for hole in holes if _has_extent(hole)))


def _ring(ring: Any) -> Ring:
    return tuple((x, y) for x, y in ring.coords)


def _has_extent(ring: Ring) -> bool:
    return Outline(((ring,),)).extent >= LEAST


def _shape(outline: Outline) -> Any:
    from shapely import MultiPolygon

    return MultiPolygon([(polygon[0], polygon[1:]) for polygon in outline.polygons])


def _parts(geometry: Any) -> Iterator[tuple[Any, float]]:
    """Those of some extent, with their square metres."""
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty or part.area == 0:
            continue
        metres = part.area * METRES_OF_A_DEGREE**2 * cos(part.centroid.y / 180 * pi)
        if metres >= LEAST:
            yield part, round(metres, 1)


def _within(part: Any) -> tuple[float, float]:
    place = part.representative_point()
    return place.x, place.y
