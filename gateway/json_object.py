"""A JSON object and nothing that two readers could understand differently."""

import re
from typing import Any

import orjson

from gateway.errors import BodyNotObject, JsonInvalid, JsonKeyRepeated, JsonTooDeep

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_PARSER_GAVE_UP = "depth limit"
_CONTAINERS = (dict, list)


def parse(body: bytes, depth: int) -> dict[str, Any]:
    """At most `depth` objects and lists inside each other, the outermost counted.

    Raises JsonInvalid, JsonTooDeep, BodyNotObject or JsonKeyRepeated.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise JsonTooDeep(limit=depth) if _PARSER_GAVE_UP in str(error) else JsonInvalid from None
    if not isinstance(value, dict):
        raise BodyNotObject
    keys = _count_keys(value, depth)
    # Outside strings every colon belongs to one key, and a key that came twice is kept once.
    if keys != body.count(b":") and keys != _STRING.sub(b"", body).count(b":"):
        raise JsonKeyRepeated
    return value


def _count_keys(value: dict[str, Any], depth: int) -> int:
    """All keys at all levels. Raises JsonTooDeep."""
    keys = 0
    level: list[Any] = [value]
    for _ in range(depth):
        below: list[Any] = []
        for container in level:
            parts = container
            if isinstance(container, dict):
                keys += len(container)
                parts = container.values()
            below += [part for part in parts if isinstance(part, _CONTAINERS)]
        if not below:
            return keys
        level = below
    raise JsonTooDeep(limit=depth)
