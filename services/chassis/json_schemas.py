"""JSON Schema 2020-12 out of wire schemas, each under the name that it gives itself (D4)."""

from collections.abc import Iterator
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from services.chassis.schema import Schema

APISPEC_PLACE = "#/components/schemas/"
PLACE = "#/schemas/"


class SchemaUnclear(Exception):
    """A schema without a name, a variant without one of its own, or two that share one."""


class JsonSchemas:
    def __init__(self) -> None:
        plugin = MarshmallowPlugin(schema_name_resolver=self._name)
        self._spec = APISpec("", "", openapi_version="3.1.0", plugins=[plugin])
        self._converter: Any = plugin.converter
        self._classes: dict[str, type[Schema]] = {}
        self._taken: set[str] = set()

    def taken(self, schema: Schema | None) -> str | None:
        """The name of what a request is; it refuses fields it does not know."""
        if schema is None:
            return None
        name = self.given(schema)
        self._taken.add(name)
        return name

    def given(self, schema: Schema) -> str:
        """The name of what an answer is; fields may be added to it (D15)."""
        return str(self._converter.resolve_nested_schema(schema)["$ref"].removeprefix(APISPEC_PLACE))

    def all(self) -> dict[str, Any]:
        """By name, in order; references as `#/schemas/<name>`."""
        made = _placed(self._spec.to_dict().get("components", {}).get("schemas", {}))
        closed = set(self._taken)
        while more := {name for known in closed for name in _references(made[known])} - closed:
            closed |= more
        for name in made.keys() - closed:
            made[name].pop("additionalProperties", None)
        return {name: made[name] for name in sorted(made)}

    def _name(self, given: Any) -> str:
        schema = given() if isinstance(given, type) else given
        if not isinstance(schema, Schema) or not schema.schema_name:
            raise SchemaUnclear(f"{type(schema).__name__} has no schema_name")
        if schema.only is not None or schema.exclude or schema.partial or schema.many:
            raise SchemaUnclear(f"{schema.schema_name}: a variant needs a class and a name of its own")
        if self._classes.setdefault(schema.schema_name, type(schema)) is not type(schema):
            raise SchemaUnclear(f"{schema.schema_name} names two schemas")
        return schema.schema_name


def _placed(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: PLACE + below.removeprefix(APISPEC_PLACE) if key == "$ref" else _placed(below)
            for key, below in part.items()
        }
    return [_placed(below) for below in part] if isinstance(part, (list, tuple)) else part


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(target := part.get("$ref"), str):
            yield target.removeprefix(PLACE)
        for below in part.values():
            yield from _references(below)
    elif isinstance(part, list):
        for below in part:
            yield from _references(below)
