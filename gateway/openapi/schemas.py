"""The schemas that operations show: the contracts' own, less what HTTP puts elsewhere."""

from collections.abc import Mapping
from typing import Any

from gateway.contracts import Contracts, JsonSchema
from gateway.openapi.status import HOUSE_STATUS, house_status
from gateway.operations import CURSOR as AFTER
from gateway.operations import SEEN_VERSION, Operation

PLACE = "#/components/schemas/"
CURSOR: JsonSchema = {
    "type": ["string", "null"],
    "description": "Opaque; sent as `after` it asks for what follows. Null: nothing follows.",
    "examples": ["3q2-7wAAAAAAAAAAAAAAAFsiMDE4OTBhNWQiXQ"],
}

GOES_ON: JsonSchema = {
    "type": ["string", "null"],
    "description": "The `next` of the page before; fits the same search and caller only.",
}


class Schemas:
    """Collects every schema that was named, and the ones those name."""

    def __init__(self, contracts: Contracts) -> None:
        self._contracts = contracts
        self.components: dict[str, JsonSchema] = {}

    def answer(self, operation: Operation) -> JsonSchema:
        """The position after a page's last item crosses HTTP as a cursor."""
        name = operation.last.gives
        shown = self._named(name, self._contracts.schemas[name])
        if operation.route.asks_all:
            self.components[HOUSE_STATUS] = house_status(shown)
            return {"$ref": PLACE + HOUSE_STATUS}
        if operation.is_paged:
            component = self.components[name]
            self.components[name] = {**component, "properties": {**component["properties"], "next": CURSOR}}
        return shown

    def body(self, operation: Operation) -> JsonSchema | None:
        """What is sent in the body, None when that is nothing."""
        if not operation.sent or operation.rpc.takes is None:
            return None
        whole = self._contracts.schemas[operation.rpc.takes]
        elsewhere = {*operation.path_fields, SEEN_VERSION}
        if not {*elsewhere, AFTER} & whole["properties"].keys():
            return self._named(operation.rpc.takes, whole)
        required = [name for name in whole.get("required", ()) if name not in elsewhere]
        properties = {name: GOES_ON if name == AFTER else each for name, each in operation.sent.items()}
        sent = {**whole, "properties": properties, "required": required}
        return self._named(f"{operation.rpc.takes}.Body", sent)

    def needs_body(self, operation: Operation) -> bool:
        """Nothing at all counts as an empty object: whether one would lack a field."""
        takes = operation.rpc.takes
        required = self._contracts.schemas[takes].get("required", ()) if takes else ()
        return any(name in operation.sent for name in required)

    def shown(self, schema: JsonSchema) -> JsonSchema:
        """The same with references into this document."""
        rewritten: JsonSchema = self._rewritten(schema)
        return rewritten

    def _named(self, name: str, schema: JsonSchema) -> JsonSchema:
        if name not in self.components:
            self.components[name] = {}
            self.components[name] = self.shown(schema)
        return {"$ref": PLACE + name}

    def _rewritten(self, part: Any) -> Any:
        if isinstance(part, Mapping):
            if isinstance(target := part.get("$ref"), str):
                name = target.rpartition("/")[2]
                return self._named(name, self._contracts.schemas[name])
            return {key: self._rewritten(below) for key, below in part.items()}
        if isinstance(part, list | tuple):
            return [self._rewritten(below) for below in part]
        return part
