"""No column of bytes is forgotten when a district is sealed anew: each says what it is (D11)."""

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, create_engine, inspect

from deploy.linli.services import SERVICES, service_class
from services.chassis.bulk.resealing import RESEAL, RETIRE
from services.chassis.bulk.work import BulkService
from services.chassis.seal import SealedField
from services.chassis.settings import Settings
from services.chassis.storage.migrations import migrate
from services.chassis.storage.sealed_columns import digests_in, sealed_in
from tests.architecture.source import ROOT, files, shown
from tests.store_places import addresses_on

NOT_SEALED = {
    "data_keys.data_key",  # wrapped by the master key
    "data_keys.digest_key",  # wrapped by the master key
    "idempotency.hash",  # of a command, to know it again by
}
Column = str


def child_of(service: str) -> BulkService:
    bulk: BulkService = import_module(f"services.{service}.bulk").BULK
    return bulk


def tables_of(service: str, job: str) -> tuple[Table, ...]:
    work: Any = child_of(service).works[job]
    tables: tuple[Table, ...] = work.args[0]
    return tables


def said_of(tables: tuple[Table, ...]) -> set[Column]:
    sealed = {f"{table.name}.{name}" for table in tables for name in sealed_in(table)}
    return sealed | {f"{table.name}.{of.name}" for table, of in digests_in(tables)}


@pytest.mark.parametrize("service", SERVICES)
def test_a_job_of_its_service_seals_every_column_of_bytes_anew(
    service: str, tmp_path: Path, request: pytest.FixtureRequest
):
    """Of the tables as they are made, whatever the code says of them."""
    addresses = addresses_on("sqlite", service, tmp_path, request)
    migrate(service, Settings(database=addresses))
    engine = create_engine(addresses.owner.replace("{service}", service))
    kept = {
        f"{table}.{column['name']}"
        for table in inspect(engine).get_table_names()
        for column in inspect(engine).get_columns(table)
        if isinstance(column["type"], LargeBinary)
    }
    engine.dispose()
    assert said_of(tables_of(service, RESEAL)) == kept - NOT_SEALED
    assert tables_of(service, RETIRE) == tables_of(service, RESEAL)


def test_whatever_is_sealed_for_a_place_is_sealed_anew_for_it():
    places = {
        sealed.field
        for service in SERVICES
        for table in tables_of(service, RESEAL)
        for sealed in sealed_in(table).values()
    }
    assert {SealedField(*words) for words in written()} == places


def written() -> set[tuple[str, str]]:
    """The places that the code names."""
    found = set()
    for path in files(".py"):
        if shown(path).startswith("services/"):
            for node in ast.walk(ast.parse((ROOT / shown(path)).read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "SealedField":
                    words = [each.value for each in node.args if isinstance(each, ast.Constant)]
                    if len(words) == 2:
                        found.add((str(words[0]), str(words[1])))
    return found


def test_each_service_does_it_in_a_child_of_its_own():
    assert {service_class(name).bulk for name in SERVICES} == {f"services.{name}.bulk" for name in SERVICES}
    assert {child_of(name).name for name in SERVICES} == set(SERVICES)
