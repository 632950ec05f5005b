"""Where a request's fields stand in HTTP, besides the body: path, query and headers."""

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.contracts import Contracts
from gateway.etag import OUR_TAG
from gateway.openapi.schemas import Schemas
from gateway.operations import CURSOR, Operation
from gateway.values import type_of

HEADERS: Mapping[str, dict[str, Any]] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "The same key and command within 24 hours give the same answer and one effect.",
        "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,200}$"},
        "example": "4f7c1d52-register",
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The ETag that was read: a change is made to the version that was seen, or not.",
        "schema": {"type": "string", "pattern": f"^{OUR_TAG}$"},
        "example": '"3-8d1c0a5be0f4c2aa"',
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "ETags that the client has; 304 when one of them still holds.",
        "schema": {"type": "string"},
        "example": '"3-8d1c0a5be0f4c2aa"',
    },
    "AcceptLanguage": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of sentences: zh-CN unless en is wished more.",
        "schema": {"type": "string", "default": "zh-CN"},
    },
    "RequestId": {
        "name": "X-Request-Id",
        "in": "header",
        "description": (
            "Kept and echoed when it is 8 to 64 letters, digits, dots, underlines and hyphens, "
            "and begins with a letter or digit; else one is made."
        ),
        "schema": {"type": "string"},
    },
}


def parameters_of(operation: Operation, contracts: Contracts, schemas: Schemas) -> list[dict[str, Any]]:
    fields = contracts.fields_of(operation.rpc.takes)
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": schemas.shown(fields[name])}
        for name in operation.path_fields
    ]
    if operation.services and not operation.path_fields and not operation.route.asks_all:
        in_path = [_of_service(operation)]
    headers = [{"$ref": f"#/components/parameters/{name}"} for name in _headers(operation, contracts)]
    return [*in_path, *_in_query(operation, contracts, schemas), *headers]


def has_version(operation: Operation, contracts: Contracts) -> bool:
    """Whether the answer is one thing with a version, and so has an ETag."""
    return "version" in contracts.fields_of(operation.last.gives)


def _of_service(operation: Operation) -> dict[str, Any]:
    """The parameter that says only which service is asked."""
    schema = {"type": "string", "enum": list(operation.services)}
    return {"name": "service", "in": "path", "required": True, "schema": schema}


def _in_query(operation: Operation, contracts: Contracts, schemas: Schemas) -> Iterator[dict[str, Any]]:
    takes = operation.rpc.takes
    required = contracts.schemas[takes].get("required", ()) if takes else ()
    for name, schema in operation.query.items():
        if name == CURSOR:
            yield {
                "name": CURSOR,
                "in": "query",
                "description": "The `next` of the page before; fits the same filter and caller only.",
                "schema": {"type": "string"},
            }
            continue
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": name in required}
        parameter["schema"] = schemas.shown(schema)
        if type_of(schema) == "array":
            parameter |= {"style": "form", "explode": False}
        yield parameter


def _headers(operation: Operation, contracts: Contracts) -> Iterator[str]:
    if operation.needs_key:
        yield "IdempotencyKey"
    if operation.is_conditional:
        yield "IfMatch"
    if operation.route.method == "GET" and has_version(operation, contracts):
        yield "IfNoneMatch"
    yield "AcceptLanguage"
    yield "RequestId"
