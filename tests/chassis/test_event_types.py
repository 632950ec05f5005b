"""Every field of an event has a JSON type, or the event does not leave the house."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import pytest

from services.chassis.domain import Event
from services.chassis.event_types import fields_of
from tests.chassis.desk_service import Colour


@pytest.mark.parametrize(
    ("hint", "found"),
    [
        (Colour, "string"),
        (Literal["a"], "string"),
        (tuple[str, ...], "array"),
        (list[dict[str, Any]], "array"),
        (date | None, ["null", "string"]),
        (timedelta, "integer"),
        (float, "number"),
        (bool, "boolean"),
    ],
)
def test_a_field_of_an_event_has_a_json_type(hint: Any, found: Any) -> None:
    class Said(Event):
        pass

    Said.__annotations__ = {"it": hint}
    assert fields_of(dataclass(frozen=True)(Said)) == {"it": found}


def test_a_field_that_json_does_not_have_is_a_defect() -> None:
    @dataclass(frozen=True)
    class Said(Event):
        it: bytes

    with pytest.raises(TypeError, match="does not cross the wire"):
        fields_of(Said)
