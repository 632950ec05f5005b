"""Routes and contracts are joined at start; what does not fit is found there, not by a request."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from gateway.contracts import ContractMissing, Contracts, SchemaClash
from gateway.operations import Operation, RouteInvalid, operations_of
from gateway.routes import ROUTES, Route
from tests.gateway.builders import CONTRACTS

TEXT = {"type": "string"}


def contracts_with(folder: Path, reads: str | None = "public", **fields: dict[str, Any]) -> Contracts:
    rpc: dict[str, Any] = {
        "permission": "p",
        "reads": reads,
        "takes": "room.Ask",
        "gives": "room.Ask",
        "refuses": [],
    }
    contract = {
        "service": "grids",
        "schemas": {"room.Ask": {"type": "object", "properties": fields}},
        "rpcs": {"ask": rpc},
    }
    (folder / "grids").mkdir(exist_ok=True)
    (folder / "grids" / "contract.json").write_bytes(orjson.dumps(contract))
    return Contracts.load(folder)


def a_route(method: str, path: str) -> Route:
    return Route(method, path, "grids.ask", "Ask")


def test_every_route_fits_its_contract():
    assert len(operations_of(ROUTES, Contracts.load())) == len(ROUTES)


def test_every_field_has_one_place():
    contracts = Contracts.load(CONTRACTS)
    close = next(route for route in ROUTES if route.rpc == "grids.close_case")
    operation = Operation.of(close, contracts)
    assert operation.path_fields == ("case_id",)
    assert set(operation.sent) == {"feedback"}
    assert operation.query == {}
    assert operation.is_conditional


def test_an_rpc_that_takes_nothing_has_no_fields():
    refeed = next(route for route in ROUTES if route.rpc == "*.refeed_mirrors")
    operation = Operation.of(refeed, Contracts.load(CONTRACTS))
    assert (operation.sent, operation.query, operation.is_conditional) == ({}, {}, False)


def test_an_rpc_that_no_contract_has_is_missing(tmp_path: Path):
    with pytest.raises(ContractMissing):
        operations_of((a_route("GET", "/v1/x"),), Contracts.load(tmp_path))


@pytest.mark.parametrize(
    ("method", "path", "reads", "fields"),
    [
        ("GET", "/v1/x/{id}", "public", {}),
        ("GET", "/v1/x/{id}", "public", {"id": {"type": "integer"}}),
        ("GET", "/v1/x", None, {}),
        ("GET", "/v1/x", "public", {"seen_version": {"type": "integer"}}),
        ("POST", "/v1/x", None, {"after": {"type": ["array", "null"]}}),
        ("GET", "/v1/x", "public", {"filter": {"type": "object"}}),
        ("GET", "/v1/x", "public", {"filter": {"type": ["string", "integer"]}}),
        ("GET", "/v1/x", "public", {"filter": {"type": "array", "items": {"type": "object"}}}),
    ],
)
def test_a_route_that_its_contract_does_not_allow_is_refused_at_start(
    tmp_path: Path, method: str, path: str, reads: str | None, fields: dict[str, dict[str, Any]]
):
    contracts = contracts_with(tmp_path, reads, **fields)
    with pytest.raises(RouteInvalid, match=method):
        operations_of((a_route(method, path),), contracts)


@pytest.mark.parametrize("schema", [TEXT, {"type": ["string", "null"]}, {"anyOf": [TEXT, {"type": "null"}]}])
def test_a_field_that_may_be_null_is_read_by_its_type(tmp_path: Path, schema: dict[str, Any]):
    (operation,) = operations_of((a_route("GET", "/v1/x"),), contracts_with(tmp_path, word=schema))
    assert operation.readers()["word"]("1") == "1"


def test_two_services_may_share_a_schema_and_not_merely_its_name(tmp_path: Path):
    contracts_with(tmp_path, word=TEXT)
    file = tmp_path / "notify" / "contract.json"
    file.parent.mkdir()
    same = orjson.loads((tmp_path / "grids" / "contract.json").read_bytes()) | {"service": "notify"}
    file.write_bytes(orjson.dumps(same))
    assert set(Contracts.load(tmp_path).rpcs) == {"grids.ask", "notify.ask"}
    same["schemas"]["room.Ask"]["properties"] = {}
    file.write_bytes(orjson.dumps(same))
    with pytest.raises(SchemaClash):
        Contracts.load(tmp_path)
