"""What an event is called on the wire, and the JSON types of its fields."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from services.chassis.domain import Event

JSON_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    NoneType: "null",
    dict: "object",
    list: "array",
    tuple: "array",
    date: "string",
    datetime: "string",
    Decimal: "string",
    timedelta: "integer",
}


def event_type(service: str, event: str) -> str:
    return f"linli.{service}.{event}.v1"


def fields_of(event: type[Event]) -> dict[str, Any]:
    """A JSON type by field, a list of them for a union; raises TypeError for one that JSON has not."""
    hints = get_type_hints(event)
    return {each.name: _json_type(hints[each.name]) for each in fields(event)}


def _json_type(hint: Any) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        return sorted({str(_json_type(part)) for part in get_args(hint)})
    if get_origin(hint) is Literal:
        return _json_type(type(get_args(hint)[0]))
    kind = get_origin(hint) or hint
    if isinstance(kind, type) and issubclass(kind, Enum):
        kind = type(next(iter(kind)).value)
    if kind not in JSON_TYPES:
        raise TypeError(f"{hint} does not cross the wire")
    return JSON_TYPES[kind]
