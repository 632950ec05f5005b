"""Shapes on the wire. What comes or goes in GCJ-02 is led over here, and nowhere else."""

from typing import Any

from marshmallow import fields, post_load

from services.chassis.schema import (
    Choice,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    Schema,
    Text,
)
from services.chassis.standards.datum import Datum
from services.grids.shapes.domain.outline import Outline
from services.grids.shapes.domain.shape import Shape
from services.grids.shapes.fields import Degrees, GeoJson
from services.grids.shapes.use_cases.draw_shape import DrawShape
from services.grids.shapes.use_cases.find_area_at import FindAreaAt
from services.grids.shapes.use_cases.get_shape import GetShape
from services.grids.shapes.use_cases.report_shapes import ReportShapes


class DrawShapeSchema(Schema):
    """`shape` null takes it away. Version 0 is that of an area which nobody has drawn yet."""

    schema_name = "shapes.DrawShape"
    area_id = Id(required=True)
    outline = GeoJson(required=True, allow_none=True, data_key="shape")
    datum = Choice(Datum, load_default=Datum.WGS84)
    seen_version = Integer(minimum=0, required=True)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> DrawShape:
        shape, datum = loaded["outline"], loaded["datum"]
        outline = None if shape is None else Outline.of_geojson(shape).led(datum.read)
        return DrawShape(loaded["area_id"], outline, loaded["seen_version"])


class GetShapeSchema(Schema):
    schema_name = "shapes.GetShape"
    builds = GetShape
    area_id = Id(required=True)
    datum = Choice(Datum, load_default=Datum.WGS84)


class FindAreaAtSchema(Schema):
    schema_name = "shapes.FindAreaAt"
    lon = Degrees(180, required=True)
    lat = Degrees(90, required=True)
    datum = Choice(Datum, load_default=Datum.WGS84)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> FindAreaAt:
        place = (float(loaded["lon"]), float(loaded["lat"]))
        return FindAreaAt(loaded["datum"].read(place))


class ReportShapesSchema(Schema):
    schema_name = "shapes.ReportShapes"
    builds = ReportShapes
    area_id = Id(required=True)


class ShapeSchema(Schema):
    """Null, with version 0 or later, where the area has none. `square_metres`: how large it is, within a
    two-hundredth."""

    schema_name = "shapes.Shape"
    area_id = Id(required=True)
    shape = GeoJson(required=True, allow_none=True)
    square_metres = Integer(required=True, allow_none=True)
    datum = Choice(Datum, required=True)
    version = Integer(required=True)


class AreaAtSchema(Schema):
    schema_name = "shapes.AreaAt"
    id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    path = Text(required=True)


class OverlapSchema(Schema):
    schema_name = "shapes.Overlap"
    one_id = Id(required=True)
    other_id = Id(required=True)
    square_metres = fields.Float(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class GapSchema(Schema):
    """`area_id`: whose shape lies there, outside of the area above; null for what belongs to nobody.

    `above_id` is the area above: of what is drawn next below it one lies outside, or nothing covers this.
    """

    schema_name = "shapes.Gap"
    area_id = Id(required=True, allow_none=True)
    above_id = Id(required=True)
    square_metres = fields.Float(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class ReportSchema(Schema):
    """Who has none directly below an area, and how all lie together that are drawn in it; in WGS84.

    Gaps, and what lies outside, are told level by level: of the area, and of each in it that is drawn and has
    others drawn below it.

    `more`: of overlaps, gaps or what lies outside there is more than is told.
    """

    schema_name = "shapes.Report"
    area_id = Id(required=True)
    below = Integer(required=True)
    without_shape = ListOf(Id(), required=True)
    overlaps = ListOf(Nested(OverlapSchema), required=True)
    gaps = ListOf(Nested(GapSchema), required=True)
    outside = ListOf(Nested(GapSchema), required=True)
    more = Flag(required=True)


def shape_shown(shape: Shape, datum: Datum) -> dict[str, Any]:
    drawn = None if shape.outline is None else shape.outline.led(datum.write).as_geojson()
    size = None if shape.outline is None else round(shape.outline.extent)
    return {
        "area_id": shape.area_id,
        "shape": drawn,
        "square_metres": size,
        "datum": datum,
        "version": shape.version,
    }
