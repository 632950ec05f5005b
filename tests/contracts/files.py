"""The checked-in contracts, and what stands in them, walked rather than listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.chassis import wire
from services.chassis.contracts import SERVICES, services_in

Json = dict[str, Any]

CONTRACTS: dict[str, Json] = {
    file.parent.name: wire.loads(file.read_bytes()) for file in sorted(SERVICES.glob("*/contract.json"))
}
CLASSES: dict[str, type[Any]] = {service.name: service for service in services_in(SERVICES)}
TOPOLOGY: Json = wire.loads((SERVICES / "chassis" / "topology.json").read_bytes())


@dataclass(frozen=True)
class Asked:
    """An RPC of a service."""

    service: str
    method: str
    contract: Json

    def __str__(self) -> str:
        return f"{self.service}.{self.method}"

    @property
    def schemas(self) -> Json:
        schemas: Json = CONTRACTS[self.service]["schemas"]
        return schemas


@dataclass(frozen=True)
class Heard:
    """A handler or a mirror, and the queue that it hears through."""

    service: str
    contract: Json

    def __str__(self) -> str:
        return str(self.contract["queue"])

    @property
    def published(self) -> Json:
        """The event as its publisher declares it; KeyError when it does not."""
        event: Json = CONTRACTS[self.contract["source"]]["events"][self.contract["event"]]
        return event


RPCS = [
    Asked(service, method, rpc)
    for service, contract in CONTRACTS.items()
    for method, rpc in contract["rpcs"].items()
]
LISTENERS = [Heard(service, one) for service, contract in CONTRACTS.items() for one in contract["listens"]]
MIRRORS = [Heard(service, one) for service, contract in CONTRACTS.items() for one in contract["mirrors"]]


def properties_of(schema: Json, schemas: Json) -> Iterator[str]:
    """Names of fields at every depth of a schema."""
    if "$ref" in schema:
        yield from properties_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "items" in schema:
        yield from properties_of(schema["items"], schemas)
    for either in schema.get("anyOf", ()):
        yield from properties_of(either, schemas)
    for name, below in schema.get("properties", {}).items():
        yield name
        yield from properties_of(below, schemas)


FORMATS = {
    "uuid": "01890a5d-ac96-774b-bcce-b302099a8057",
    "date": "2026-03-05",
    "date-time": "2026-03-05T08:30:00+08:00",
}


def least_of(schema: Json, schemas: Json) -> Any:
    """The smallest value that fits: required fields only, one item a list."""
    if "$ref" in schema:
        return least_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    kind = schema["type"]
    if kind == "object":
        return {name: least_of(schema["properties"][name], schemas) for name in schema.get("required", ())}
    if kind == "array":
        return [least_of(schema["items"], schemas)]
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if shown := schema.get("enum", schema.get("examples")):
        return shown[0]
    return FORMATS.get(schema.get("format", ""), "words")
