"""What is asked of shapes."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.standards.datum import Datum
from services.grids.shapes.domain.errors import (
    AreaEnded,
    AreaUnknown,
    NoShape,
    NothingThere,
    ShapeCrossesItself,
    ShapeMalformed,
    ShapesTooMany,
    ShapeTooLarge,
)
from services.grids.shapes.domain.shape import Report
from services.grids.shapes.schemas import (
    AreaAtSchema,
    DrawShapeSchema,
    FindAreaAtSchema,
    GetShapeSchema,
    ReportSchema,
    ReportShapesSchema,
    ShapeSchema,
    shape_shown,
)
from services.grids.shapes.use_cases.draw_shape import DrawShape, draw_shape
from services.grids.shapes.use_cases.find_area_at import FindAreaAt, find_area_at
from services.grids.shapes.use_cases.get_shape import GetShape, get_shape
from services.grids.shapes.use_cases.ports import Begin, Row
from services.grids.shapes.use_cases.report_shapes import ReportShapes, report_shapes


class ShapeEntrypoints:
    begin: Begin

    @rpc(
        "areas.change",
        takes=DrawShapeSchema(),
        gives=ShapeSchema(),
        refuses=(AreaUnknown, AreaEnded, NoShape, ShapeMalformed, ShapeTooLarge, ShapeCrossesItself),
    )
    def draw_shape(self, command: DrawShape, caller: Caller) -> dict[str, Any]:
        return shape_shown(draw_shape(command, self.begin, caller), Datum.WGS84)

    @rpc("areas.read", takes=GetShapeSchema(), gives=ShapeSchema(), refuses=(AreaUnknown,), reads="public")
    def get_shape(self, command: GetShape, caller: Caller) -> dict[str, Any]:
        return shape_shown(get_shape(command, self.begin, caller), Datum(command.datum))

    @rpc(
        "areas.read",
        takes=FindAreaAtSchema(),
        gives=AreaAtSchema(),
        refuses=(NothingThere,),
        reads="public",
    )
    def find_area_at(self, command: FindAreaAt, caller: Caller) -> Row:
        return find_area_at(command, self.begin, caller)

    @rpc(
        "areas.read",
        takes=ReportShapesSchema(),
        gives=ReportSchema(),
        refuses=(AreaUnknown, ShapesTooMany),
        reads="public",
    )
    def report_shapes(self, command: ReportShapes, caller: Caller) -> Report:
        return report_shapes(command, self.begin, caller)
