"""The contract files of the services: all that the gateway knows of them (D4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from services.chassis import wire

SERVICES = Path(__file__).parent.parent / "services"

JsonSchema = Mapping[str, Any]


class ContractMissing(Exception):
    """A route names an RPC that no contract file has."""


class SchemaClash(Exception):
    """Two services give different schemas one name."""


@dataclass(frozen=True)
class Refusal:
    code: str
    kind: str


@dataclass(frozen=True)
class RpcContract:
    """`reads` is None for an RPC that writes; `takes` and `gives` are names of schemas."""

    service: str
    method: str
    permission: str
    reads: Literal["public", "personal"] | None
    takes: str | None
    gives: str
    refuses: tuple[Refusal, ...]


@dataclass(frozen=True)
class Contracts:
    """RPCs by `service.method`, schemas by name."""

    rpcs: Mapping[str, RpcContract]
    schemas: Mapping[str, JsonSchema]

    @classmethod
    def load(cls, folder: Path = SERVICES) -> "Contracts":
        """Every `<service>/contract.json` below the folder. Raises SchemaClash."""
        rpcs: dict[str, RpcContract] = {}
        schemas: dict[str, JsonSchema] = {}
        for file in sorted(folder.glob("*/contract.json")):
            contract = wire.loads(file.read_bytes())
            rpcs |= {f"{rpc.service}.{rpc.method}": rpc for rpc in _rpcs_of(contract)}
            for name, schema in contract["schemas"].items():
                if schemas.setdefault(name, schema) != schema:
                    raise SchemaClash(name)
        return cls(rpcs, schemas)

    def rpc(self, name: str) -> RpcContract:
        """Raises ContractMissing."""
        if name not in self.rpcs:
            raise ContractMissing(name)
        return self.rpcs[name]

    def everywhere(self, method: str) -> "Mapping[str, RpcContract]":
        """The same RPC of each service that has it, by service. Raises ContractMissing for none."""
        found = {rpc.service: rpc for rpc in self.rpcs.values() if rpc.method == method}
        if not found:
            raise ContractMissing(f"*.{method}")
        return found

    def fields_of(self, schema: str | None) -> Mapping[str, JsonSchema]:
        """Its properties by name; none for an RPC that takes nothing."""
        if schema is None:
            return {}
        properties: Mapping[str, JsonSchema] = self.schemas[schema].get("properties", {})
        return properties


def _rpcs_of(contract: Mapping[str, Any]) -> Iterator[RpcContract]:
    for method, rpc in contract["rpcs"].items():
        refuses = tuple(Refusal(refusal["code"], refusal["kind"]) for refusal in rpc["refuses"])
        yield RpcContract(
            contract["service"],
            method,
            rpc["permission"],
            rpc["reads"],
            rpc["takes"],
            rpc["gives"],
            refuses,
        )
