"""What a page calls the things that it shows."""

from collections.abc import Iterator, Mapping
from typing import Any


def names_in(values: Mapping[str, Any]) -> dict[str, str]:
    """By id: of things that a page has by themselves, in lists, or by their ids."""
    things = (each for value in values.values() for each in _things(value))
    return {each["id"]: name for each in things if (name := each.get("name") or each.get("display_name"))}


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        yield value
    elif isinstance(value, Mapping | list):
        inner = value.values() if isinstance(value, Mapping) else value
        yield from (each for each in inner if isinstance(each, Mapping) and isinstance(each.get("id"), str))
