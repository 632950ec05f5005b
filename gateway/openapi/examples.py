"""An example of a schema: what the schema shows itself, else something that fits it."""

from collections.abc import Mapping
from typing import Any

from gateway.contracts import JsonSchema
from gateway.values import type_of

TEXTS = {
    "uuid": "01890a5d-ac96-774b-bcce-b302099a8057",
    "date": "2026-03-05",
    "date-time": "2026-03-05T08:30:00+08:00",
}
PLAIN_TEXT = "text"


def example_of(schema: JsonSchema, components: Mapping[str, JsonSchema]) -> Any:
    if "$ref" in schema:
        return example_of(components[schema["$ref"].rpartition("/")[2]], components)
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("default") is not None:
        return schema["default"]
    if "anyOf" in schema:
        return example_of(next(one for one in schema["anyOf"] if one.get("type") != "null"), components)
    return _by_type(schema, components)


def _by_type(schema: JsonSchema, components: Mapping[str, JsonSchema]) -> Any:
    kind = type_of(schema)
    if kind == "object":
        properties = schema.get("properties", {})
        return {name: example_of(below, components) for name, below in properties.items()}
    if kind == "array":
        return [example_of(schema.get("items", {"type": "string"}), components)]
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), 1)
    if kind == "boolean":
        return True
    text = TEXTS.get(schema.get("format", ""), PLAIN_TEXT)
    while len(text) < schema.get("minLength", 0):
        text += f" {PLAIN_TEXT}"
    return text
