"""Contract files: what crosses the wire, made from the code and checked in (D4).

`python -m services.chassis.contracts` writes `services/*/contract.json`, `topology.json` and the page of
permissions; with `--check` it only says which of them differ from the code.
"""

import importlib
import json
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from services.chassis.domain import DomainError
from services.chassis.event_types import event_type, fields_of
from services.chassis.json_schemas import JsonSchemas
from services.chassis.permissions import page_of
from services.chassis.roles import Roles
from services.chassis.specs import RpcSpec, listeners_of, mirrors_of, rpcs_of

SERVICES = Path(__file__).parent.parent
EXCHANGE = "linli.events"


def queue_of(service: str, handler: str) -> str:
    return f"events.{service}.{handler}"


def contract_of(service: type[Any]) -> dict[str, Any]:
    """Raises SchemaUnclear, or TypeError for an event field that has no JSON type."""
    schemas = JsonSchemas()
    rpcs = {spec.name: _rpc(spec, schemas) for spec in rpcs_of(service)}
    return {
        "service": service.name,
        "schemas": schemas.all(),
        "rpcs": rpcs,
        "events": {
            event.__name__: {"type": event_type(service.name, event.__name__), "fields": fields_of(event)}
            for event in sorted(service.events, key=lambda event: str(event.__name__))
        },
        "listens": list(_listens(service)),
        "mirrors": list(_mirrors(service)),
    }


def topology_of(contracts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Every queue of the house; each service declares them all at its start (D6)."""
    queues = [
        {
            "queue": hearing["queue"],
            "routing_key": event_type(hearing["source"], hearing["event"]),
            "service": contract["service"],
        }
        for contract in contracts
        for hearing in [*contract["listens"], *contract["mirrors"]]
    ]
    return {
        "exchange": EXCHANGE,
        "services": sorted(contract["service"] for contract in contracts),
        "queues": sorted(queues, key=lambda queue: str(queue["queue"])),
    }


def files_of(folder: Path) -> dict[Path, str]:
    """What every file should say, by path."""
    contracts = [contract_of(service) for service in services_in(folder)]
    files = {folder / contract["service"] / "contract.json": _text(contract) for contract in contracts}
    return files | {
        folder / "chassis" / "topology.json": _text(topology_of(contracts)),
        folder.parent / "docs" / "permissions.md": page_of(contracts, Roles.load().permissions),
    }


def services_in(folder: Path) -> Iterator[type[Any]]:
    for file in sorted(folder.glob("*/service.py")):
        name = file.parent.name
        module = importlib.import_module(f"services.{name}.service")
        classes = [value for value in vars(module).values() if isinstance(value, type)]
        yield next(found for found in classes if getattr(found, "name", None) == name)


def write(folder: Path) -> list[Path]:
    """The files that had to be changed."""
    stale = stale_in(folder)
    for path, text in stale.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(stale)


def stale_in(folder: Path) -> dict[Path, str]:
    return {
        path: text
        for path, text in files_of(folder).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }


def main(arguments: Sequence[str], folder: Path = SERVICES) -> int:
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    checks_only = "--check" in arguments
    stale = list(stale_in(folder)) if checks_only else write(folder)
    for path in stale:
        verb = "is stale" if checks_only else "written"
        sys.stdout.write(f"{path.relative_to(folder.parent)} {verb}\n")
    return 1 if stale and checks_only else 0


def _rpc(spec: RpcSpec, schemas: JsonSchemas) -> dict[str, Any]:
    return {
        "permission": spec.permission,
        "reads": spec.reads,
        "takes": schemas.taken(spec.takes),
        "gives": schemas.given(spec.gives),
        "refuses": [_refusal(error) for error in sorted(spec.refuses, key=lambda error: error.__name__)],
    }


def _refusal(error: type[DomainError]) -> dict[str, Any]:
    return {
        "code": error.__name__,
        "kind": error.kind,
        "values": list(error.value_names()),
        "about": list(error.about),
    }


def _listens(service: type[Any]) -> Iterator[dict[str, Any]]:
    for spec in listeners_of(service):
        read = [field.data_key or name for name, field in spec.reads.load_fields.items()]
        yield {
            "source": spec.source,
            "event": spec.event,
            "handler": spec.name,
            "queue": queue_of(service.name, spec.name),
            "reads": sorted(read),
        }


def _mirrors(service: type[Any]) -> Iterator[dict[str, Any]]:
    for spec in mirrors_of(service):
        queue = queue_of(service.name, spec.name)
        asked = {"feed": spec.feed} | ({"log": spec.log} if spec.log else {})
        for event in spec.events:
            yield {"table": spec.table, "source": spec.source, "event": event, "queue": queue} | asked


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
