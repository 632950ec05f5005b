"""Where a service place is, in a form: longitude and latitude as a map shows them, and that map's datum."""

from collections.abc import Mapping

from gateway.console.api import Body
from gateway.console.form import Form
from services.chassis.standards.cells import text_of

NUMBERS = {"lon": "places.lon", "lat": "places.lat"}
DATUM = "datum"
POSITION = (*NUMBERS, DATUM)
KEPT = "WGS84"
"""What is kept, and shown, is in it."""


def kept_in(place: Body) -> dict[str, str]:
    position = place["position"] or dict.fromkeys(NUMBERS, "")
    return {name: position[name] for name in NUMBERS} | {DATUM: KEPT}


def typed_in(form: Form, before: str = "") -> dict[str, str]:
    """`before` stands before the names of the fields."""
    numbers = {name: text_of(form.get(before + name)) for name in NUMBERS}
    return numbers | {DATUM: form.get(before + DATUM, KEPT)}


def position_of(fields: Mapping[str, str]) -> Body | None:
    """As the API takes it; one number without the other is the API's to refuse, neither is no position."""
    numbers = {name: fields[name] for name in NUMBERS if fields[name]}
    return numbers | {DATUM: fields[DATUM]} if numbers else None
