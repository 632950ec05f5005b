"""Places on the wire: outlines, and degrees in a query."""

from typing import Any

from marshmallow import ValidationError, fields

from services.chassis.codes import Code
from services.chassis.schema import Text
from services.chassis.validators import Regexp


class GeoJson(fields.Dict):
    """A Polygon or a MultiPolygon; what is wrong with it is the domain's to refuse."""

    def __init__(self, **options: Any) -> None:
        super().__init__(keys=fields.String(), **options)


class Degrees(Text):
    """`104.103456`: decimal degrees as a text, for a query; `most` on both sides of nought."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(validate=Regexp(r"^-?[0-9]{1,3}([.][0-9]{1,12})?$", code="not_degrees"), **options)
        self._most = most

    def _validate(self, value: Any) -> None:
        super()._validate(value)
        if abs(float(value)) > self._most:
            raise ValidationError(Code("out_of_range", min=-self._most, max=self._most))
