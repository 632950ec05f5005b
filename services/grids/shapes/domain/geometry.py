"""What is computed of outlines, by shapely: whether one crosses itself, and how several lie together."""

from collections.abc import Iterator, Mapping
from math import cos, pi
from typing import Any

from services.grids.shapes.domain.errors import ShapeCrossesItself
from services.grids.shapes.domain.outline import LEAST, METRES_OF_A_DEGREE, Outline
from services.grids.shapes.domain.shape import Gap, Overlap


def refuse_crossing(outline: Outline) -> None:
    """Raises ShapeCrossesItself."""
    from shapely.validation import explain_validity  # large, and few processes ever need it

    said = explain_validity(_shape(outline))
    if said != "Valid Geometry":
        lon, lat = (float(part) for part in said.rpartition("[")[2].rstrip("]").split()[:2])
        raise ShapeCrossesItself(lon=lon, lat=lat)


def overlaps(outlines: Mapping[str, Outline], paths: Mapping[str, str] | None = None) -> Iterator[Overlap]:
    """Of areas neither of which lies in the other, by their paths; without paths, none does."""
    from shapely import STRtree

    ids, paths = sorted(outlines), paths or {}
    shapes = [_shape(outlines[area_id]) for area_id in ids]
    meeting = STRtree(shapes).query(shapes, predicate="intersects").T.tolist() if shapes else []
    for one, other in sorted((one, other) for one, other in meeting if one < other):
        if _is_one_in_other(paths.get(ids[one]), paths.get(ids[other])):
            continue
        for part, metres in _parts(shapes[one].intersection(shapes[other])):
            yield Overlap(ids[one], ids[other], metres, *_within(part))


def _is_one_in_other(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and (one.startswith(other) or other.startswith(one))


def gaps(whole: Outline, outlines: Mapping[str, Outline]) -> Iterator[Gap]:
    """What none of them covers of the whole."""
    from shapely import unary_union

    left = _shape(whole).difference(unary_union([_shape(each) for each in outlines.values()]))
    for part, metres in _parts(left):
        yield Gap(metres, *_within(part))


def outside(whole: Outline, outlines: Mapping[str, Outline]) -> Iterator[Gap]:
    shape = _shape(whole)
    for area_id, outline in sorted(outlines.items()):
        for part, metres in _parts(_shape(outline).difference(shape)):
            yield Gap(metres, *_within(part), area_id)


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
