"""From the text of a query parameter to the JSON type that its schema names."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Reader = Callable[[str], object]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})", re.ASCII)


class TypeNotReadable(Exception):
    """A request field that no query parameter can carry."""


def reader_of(schema: Mapping[str, Any]) -> Reader:
    """What reads a text as this schema has it, raising ValueError; raises TypeNotReadable at start."""
    kind = type_of(schema)
    if kind == "array":
        return _list_reader(reader_of(schema.get("items", {"type": "string"})))
    if kind not in _READERS:
        raise TypeNotReadable(kind)
    return _READERS[kind]


def type_of(schema: Mapping[str, Any]) -> str:
    """The one JSON type beside null."""
    named = schema.get("type", "string" if "enum" in schema else None)
    kinds = set(named) if isinstance(named, list) else {named}
    for choice in schema.get("anyOf", ()):
        kinds.add(choice.get("type"))
    kinds -= {"null", None}
    return str(kinds.pop()) if len(kinds) == 1 else "unclear"


def _integer(text: str) -> int:
    if _INTEGER.fullmatch(text) is None:
        raise ValueError
    return int(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError
    return text == "true"


def _list_reader(read: Reader) -> Reader:
    return lambda text: [read(part) for part in text.split(",")] if text else []


_READERS: Mapping[str, Reader] = {"string": str, "integer": _integer, "boolean": _boolean}
