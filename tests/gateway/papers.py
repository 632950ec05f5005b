"""A service of papers, imagined: its one route sends the file that its one RPC names."""

from pathlib import Path
from typing import Any

import orjson

from gateway.app import Gateway
from gateway.routes import Route
from tests.gateway.builders import FakeServices, a_gateway

TEXT = {"type": "string"}
PATH = "/v1/papers/{paper_id}/file"
ROUTES = (Route("GET", PATH, "members.get_paper", "Save a paper", sends=("application/pdf",)),)


def a_paper(token: str, **changes: str) -> dict[str, Any]:
    return {"file": token, "name": "收入证明.pdf", "type": "application/pdf", **changes}


def write_contract(folder: Path, *fields: str) -> Path:
    schemas = {"papers.Ask": ("paper_id",), "papers.Paper": fields or ("file", "name", "type")}
    rpc = {"permission": "papers.read", "reads": "personal", "takes": "papers.Ask", "gives": "papers.Paper"}
    contract = {
        "service": "members",
        "schemas": {
            name: {"type": "object", "properties": dict.fromkeys(known, TEXT)}
            for name, known in schemas.items()
        },
        "rpcs": {"get_paper": rpc | {"refuses": [{"code": "PaperNotFound", "kind": "not_found"}]}},
    }
    place = folder / "members"
    place.mkdir(exist_ok=True)
    (place / "contract.json").write_bytes(orjson.dumps(contract))
    return folder


def a_paper_gateway(folder: Path, services: FakeServices) -> Gateway:
    return a_gateway(folder, services, ROUTES, write_contract(folder))
