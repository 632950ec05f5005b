"""A code of an area or division means nothing without its scheme: every message that carries one says it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.files import CONTRACTS

CODES = {"code", "codes", "parent_code", "from_codes", "to_codes", "area_code", "community_code"}
OF_REFUSALS = {"jobs.JobError", "sheets.ImportError", "dwellings.RowRefused"}
"""Their code is the name of a refusal."""


def objects(schemas: Any, name: str) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """What a message is made of, and whether the object or the one that it lies in says a scheme."""
    fields = schemas[name].get("properties", {})
    said = "scheme" in fields
    yield name, fields, said
    for field in fields.values():
        for inner in refs(field):
            for each, its, has in objects(schemas, inner):
                yield each, its, has or (said and each == inner)


def refs(field: Any) -> Iterator[str]:
    if isinstance(field, dict):
        if "$ref" in field:
            yield field["$ref"].removeprefix("#/schemas/")
        for part in field.values():
            yield from refs(part)
    if isinstance(field, list):
        for part in field:
            yield from refs(part)


def is_text(field: Any) -> bool:
    return "string" in str(field.get("type")) or "string" in str(field.get("items", {}).get("type"))


def without_scheme(contract: Any) -> set[str]:
    roots = {rpc[side] for rpc in contract["rpcs"].values() for side in ("takes", "gives") if rpc[side]}
    found = {
        name
        for root in roots
        for name, fields, said in objects(contract["schemas"], root)
        if not said and any(name in CODES and is_text(field) for name, field in fields.items())
    }
    for name, event in contract["events"].items():
        if CODES & event["fields"].keys() and "scheme" not in event["fields"]:
            found.add(name)
    for rpc in contract["rpcs"].values():
        for refused in rpc["refuses"]:
            if CODES & set(refused["values"]) and "scheme" not in refused["values"]:
                found.add(refused["code"])
    return found - OF_REFUSALS


@pytest.mark.parametrize("service", CONTRACTS)
def test_whatever_carries_a_code_of_an_area_says_its_scheme(service: str):
    assert without_scheme(CONTRACTS[service]) == set()


def test_a_code_without_a_scheme_would_be_seen():
    text = {"type": "string"}
    contract = {
        "schemas": {
            "Takes": {"properties": {"scheme": text, "rows": {"items": {"$ref": "#/schemas/Row"}}}},
            "Row": {"properties": {"code": text}},
            "Gives": {"properties": {"items": {"type": "array", "items": {"$ref": "#/schemas/Bare"}}}},
            "Bare": {"properties": {"codes": {"type": "array", "items": text}}},
        },
        "rpcs": {"x": {"takes": "Takes", "gives": "Gives", "refuses": [
            {"code": "Refused", "values": ["area_code"]}, {"code": "Fine", "values": ["area_code", "scheme"]}
        ]}},
        "events": {"Told": {"fields": {"code": ""}}, "Fine": {"fields": {"code": "", "scheme": ""}}},
    }  # fmt: skip

    assert without_scheme(contract) == {"Bare", "Refused", "Told"}
