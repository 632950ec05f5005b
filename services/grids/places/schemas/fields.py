"""Fields of places: hours by the clock, square metres and degrees, exact as they are written."""

import re
from typing import Any, ClassVar

from marshmallow import ValidationError

from services.chassis.codes import Code
from services.chassis.fields import Text
from services.chassis.standards.datum import Datum
from services.grids.places.domain.hours import clock_of
from services.grids.places.domain.nearness import FARTHEST_NORTH, UNIT, Position
from services.grids.places.domain.place import HUNDREDTHS


class Written(Text):
    """A text of one shape that is a whole number inside; `code` names the shape."""

    shape: ClassVar[str]
    code: ClassVar[str]
    example: ClassVar[str]

    def __init__(self, **options: Any) -> None:
        options.setdefault("metadata", {"pattern": f"^{self.shape}$", "examples": [self.example]})
        super().__init__(at_most=30, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if re.fullmatch(self.shape, text, re.ASCII) is None:
            raise ValidationError(Code(self.code))
        return self.read(text)

    def _validate(self, value: Any) -> None:
        """The text was looked at when it was read."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else self.written(value)

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        raise NotImplementedError


class ClockTime(Written):
    """`08:30` as a minute of the day; `24:00` is midnight at its end."""

    shape = "(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
    code = "not_a_clock_time"
    example = "08:30"

    def read(self, text: str) -> int:
        return int(text[:2]) * 60 + int(text[3:])

    def written(self, value: int) -> str:
        return clock_of(value)


class SquareMetres(Written):
    """`86.5` in hundredths of a square metre: 8650."""

    shape = "(?:0|[1-9][0-9]{0,6})(?:[.][0-9]{1,2})?"
    code = "not_square_metres"
    example = "86.5"

    def read(self, text: str) -> int:
        return _in_units(text, HUNDREDTHS)

    def written(self, value: int) -> str:
        return _text_of(value, HUNDREDTHS)


class SummedMetres(SquareMetres):
    """Of many places together."""

    shape = "(?:0|[1-9][0-9]{0,14})(?:[.][0-9]{1,2})?"


class Degrees(Written):
    """`104.1034567` in ten-millionths of a degree; `most` on both sides of nought."""

    shape = "-?(?:0|[1-9][0-9]{0,2})(?:[.][0-9]{1,7})?"
    code = "not_degrees"
    example = "30.67"

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.farthest = most

    def read(self, text: str) -> int:
        value = _in_units(text, UNIT)
        if abs(value) > self.farthest * UNIT:
            raise ValidationError(Code("out_of_range", min=-self.farthest, max=self.farthest))
        return value

    def written(self, value: int) -> str:
        return _text_of(value, UNIT)


class Longitude(Degrees):
    example = "104.1"


class Point(Written):
    """`104.1034567,30.67`: longitude and latitude, for a query."""

    shape = f"{Degrees.shape},{Degrees.shape}"
    code = "not_a_point"
    example = "104.1034567,30.67"

    def read(self, text: str) -> Position:
        lon, lat = text.split(",")
        return Position(Degrees(180).read(lon), Degrees(FARTHEST_NORTH).read(lat))

    def written(self, value: Position) -> str:
        return f"{_text_of(value.lon, UNIT)},{_text_of(value.lat, UNIT)}"


def in_wgs84(said: Position, datum: Datum) -> Position:
    """What is said in a datum, to the nearest ten-millionth of a degree."""
    lon, lat = datum.read((said.lon / UNIT, said.lat / UNIT))
    return Position(round(lon * UNIT), round(lat * UNIT))


def _in_units(text: str, unit: int) -> int:
    whole, _, rest = text.removeprefix("-").partition(".")
    value = int(whole) * unit + int((rest or "0").ljust(len(str(unit)) - 1, "0"))
    return -value if text.startswith("-") else value


def _text_of(value: int, unit: int) -> str:
    whole, rest = divmod(abs(value), unit)
    shown = f"{whole}.{rest:0{len(str(unit)) - 1}d}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"-{shown}" if value < 0 else shown
