"""The checked-in contracts are what the code says, and the services fit each other by them."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from services.chassis import wire
from services.chassis.contracts import SERVICES, stale_in
from services.chassis.roles import Roles

FILES = sorted(SERVICES.glob("*/contract.json"))
CONTRACTS = {file.parent.name: wire.loads(file.read_bytes()) for file in FILES}
METASCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA)
HEARINGS = [
    hearing for contract in CONTRACTS.values() for hearing in [*contract["listens"], *contract["mirrors"]]
]


def by_queue(hearing: dict[str, Any]) -> str:
    return str(hearing["queue"])


def test_no_contract_file_is_older_than_its_code() -> None:
    assert [path.relative_to(SERVICES.parent) for path in stale_in(SERVICES)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_schema_of_the_house_is_json_schema(file: Path) -> None:
    schemas = CONTRACTS[file.parent.name]["schemas"]
    assert [name for name, schema in schemas.items() if not METASCHEMA.is_valid(schema)] == []


@pytest.mark.parametrize("hearing", HEARINGS, ids=by_queue)
def test_the_publisher_sends_every_field_that_the_listener_reads(hearing: dict[str, Any]) -> None:
    published = CONTRACTS[hearing["source"]]["events"][hearing["event"]]
    assert set(hearing.get("reads", ["rows"])) <= set(published["fields"])


@pytest.mark.parametrize("hearing", [one for one in HEARINGS if "feed" in one], ids=by_queue)
def test_the_source_of_a_mirror_feeds_it_and_tells_it_of_moves(hearing: dict[str, Any]) -> None:
    for method in {hearing["feed"], hearing.get("log", hearing["feed"])}:
        asked = CONTRACTS[hearing["source"]]["rpcs"][method]
        assert asked["permission"] in Roles.load().permissions["service"]


def test_every_permission_that_is_asked_for_is_held_by_some_role() -> None:
    held = set().union(*Roles.load().permissions.values())
    asked = {rpc["permission"] for contract in CONTRACTS.values() for rpc in contract["rpcs"].values()}
    assert asked <= held


def test_no_two_handlers_share_a_queue() -> None:
    handlers = {(by_queue(hearing), hearing.get("handler", hearing.get("table"))) for hearing in HEARINGS}
    queues = [queue for queue, _ in handlers]
    assert len(queues) == len(set(queues))
