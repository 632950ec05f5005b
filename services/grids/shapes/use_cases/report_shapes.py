"""How the shapes below an area lie together: who covers the same, and what nobody covers."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.shapes.domain.errors import ShapesTooMany
from services.grids.shapes.domain.geometry import gaps, outside, overlaps
from services.grids.shapes.domain.shape import Report
from services.grids.shapes.use_cases.ports import Begin

AT_MOST = 200
INSIDE_AT_MOST = 1000
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
    return Report(
        command.area_id,
        len(below),
        tuple(sorted(below.keys() - here.keys())),
        tuple(overlaps(drawn, paths)),
        tuple(gaps(whole, drawn)) if whole else (),
        tuple(outside(whole, drawn)) if whole else (),
    )
