"""How the shapes below an area lie together: who covers the same, and what nobody covers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from services.chassis.caller import Caller
from services.grids.shapes.domain.errors import ShapesTooMany
from services.grids.shapes.domain.geometry import gaps, outside, overlaps
from services.grids.shapes.domain.nested import levels
from services.grids.shapes.domain.shape import Gap, Report
from services.grids.shapes.use_cases.ports import Begin

AT_MOST = 200
INSIDE_AT_MOST = 1000
TOLD_AT_MOST = 500
PLACES_AT_MOST = 50_000


@dataclass(frozen=True)
class ReportShapes:
    area_id: str


def report_shapes(command: ReportShapes, begin: Begin, caller: Caller) -> Report:
    with begin(caller) as tx:
        whole = tx.shapes.get(command.area_id).outline
        below = tx.shapes.below(command.area_id, AT_MOST + 1)
        inside = tx.shapes.inside(command.area_id, INSIDE_AT_MOST + 1)
    here = {area_id: outline for area_id, outline in below.items() if outline is not None}
    paths = {area_id: path for area_id, (path, _) in (inside or {}).items()}
    drawn = here if inside is None else {area_id: outline for area_id, (_, outline) in inside.items()}
    are_many = len(below) > AT_MOST or len(drawn) > INSIDE_AT_MOST
    if are_many or sum(outline.size for outline in drawn.values()) > PLACES_AT_MOST:
        raise ShapesTooMany(area_id=command.area_id, at_most=AT_MOST)
    laid = overlaps(drawn, paths, TOLD_AT_MOST)
    laid_in = list(levels(command.area_id, whole, drawn, paths))
    left = _first(
        replace(gap, above_id=above) for above, outline, parts in laid_in for gap in gaps(outline, parts)
    )
    beyond = _first(
        replace(gap, above_id=above) for above, outline, parts in laid_in for gap in outside(outline, parts)
    )
    return Report(
        command.area_id,
        len(below),
        tuple(sorted(below.keys() - here.keys())),
        laid.found,
        left[:TOLD_AT_MOST],
        beyond[:TOLD_AT_MOST],
        laid.more or max(len(left), len(beyond)) > TOLD_AT_MOST,
    )


def _first(found: Iterator[Gap]) -> tuple[Gap, ...]:
    """One more than are told."""
    return tuple(islice(found, TOLD_AT_MOST + 1))
