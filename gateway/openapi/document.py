"""The OpenAPI 3.1 document, made from the routes and the contracts (D4)."""

from collections import defaultdict
from http import HTTPStatus
from typing import Any

from gateway.contracts import Contracts
from gateway.labels.drawings import MEDIA_TYPES
from gateway.openapi.examples import example_of
from gateway.openapi.files import A_FILE, DISPOSITION, KEPT, KEPT_SCHEMA, upload
from gateway.openapi.parameters import HEADERS, has_version, parameters_of
from gateway.openapi.problems import PROBLEM, problems_of
from gateway.openapi.schemas import Schemas
from gateway.operations import EACH, Operation, place_of_created
from gateway.upload import PATH as FILES

TITLE = "Linli 邻里"
VERSION = "1"
ABOUT = (
    "What is refused is told as RFC 9457 has it, in zh-CN or en. Every POST, PUT and PATCH carries an "
    "Idempotency-Key; a change of what exists carries the ETag that was read. "
    "Lists go on with the cursor in `next`."
)
ANSWER_HEADERS = {
    "ETag": {"description": "Version and hash of this body.", "schema": {"type": "string"}},
    "Location": {"description": "Where the created thing is read.", "schema": {"type": "string"}},
    "RequestId": {"description": "Names this request in every log.", "schema": {"type": "string"}},
    "RetryAfter": {"description": "Seconds.", "schema": {"type": "integer"}},
    "Disposition": DISPOSITION,
    "Challenge": {"description": "Why the token was refused.", "schema": {"type": "string"}},
}

TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "A person's token, or the secret of a platform's key: `linli_live_…`, `linli_test_…`.",
}


def document(operations: tuple[Operation, ...], contracts: Contracts) -> dict[str, Any]:
    schemas = Schemas(contracts)
    paths: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for operation in operations:
        shown = _operation(operation, operations, contracts, schemas)
        paths[operation.route.path][operation.route.method.lower()] = shown
    paths[FILES]["post"] = upload()
    schemas.components[KEPT] = KEPT_SCHEMA
    _add_examples(paths, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION, "description": ABOUT},
        "servers": [{"url": "/"}],
        "tags": [
            {"name": name} for name in [*dict.fromkeys(_tag(operation) for operation in operations), "files"]
        ],
        "paths": dict(paths),
        "components": {
            "schemas": {**dict(sorted(schemas.components.items())), "Problem": PROBLEM},
            "parameters": HEADERS,
            "headers": ANSWER_HEADERS,
            "securitySchemes": {"token": TOKEN},
        },
    }


def _operation(
    operation: Operation, operations: tuple[Operation, ...], contracts: Contracts, schemas: Schemas
) -> dict[str, Any]:
    route = operation.route
    shown: dict[str, Any] = {
        "operationId": ".".join(filter(None, (route.rpc.replace(EACH, "each."), route.drawn))),
        "summary": route.summary,
        "tags": [_tag(operation)],
        "security": [{"token": sorted({rpc.permission for rpc in operation.rpcs})}],
        "parameters": parameters_of(operation, contracts, schemas),
        "responses": {
            **_answers(operation, operations, contracts, schemas),
            **problems_of(operation),
        },
    }
    if (body := schemas.body(operation)) is not None:
        content = {"application/json": {"schema": body}}
        shown["requestBody"] = {"required": schemas.needs_body(operation), "content": content}
    if route.deprecated_on is not None:
        shown["deprecated"] = True
    return shown


def _answers(
    operation: Operation, operations: tuple[Operation, ...], contracts: Contracts, schemas: Schemas
) -> dict[str, Any]:
    route = operation.route
    names = {"X-Request-Id": "RequestId"}
    answers: dict[str, Any] = {}
    if route.sends or route.drawn == "label":
        names["Content-Disposition"] = "Disposition"
    elif not route.drawn and has_version(operation, contracts):
        names["ETag"] = "ETag"
        if not operation.has_body:
            answers["304"] = {"description": "The client has this body already.", "headers": _headers(names)}
    if place_of_created(operation, operations) is not None:
        names["Location"] = "Location"
    answers[str(route.status.value)] = {
        "description": HTTPStatus(route.status).phrase,
        "headers": _headers(names),
        "content": _content(operation, schemas),
    }
    return answers


def _content(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    route = operation.route
    if route.drawn:
        return {MEDIA_TYPES[route.drawn]: A_FILE}
    if route.sends:
        return dict.fromkeys(route.sends, A_FILE)
    return {"application/json": {"schema": schemas.answer(operation)}}


def _headers(names: dict[str, str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{component}"} for name, component in names.items()}


def _add_examples(paths: dict[str, dict[str, Any]], schemas: Schemas) -> None:
    """Last of all, when every schema is known."""
    for operations in paths.values():
        for operation in operations.values():
            bodies = [*operation["responses"].values(), operation.get("requestBody", {})]
            for body in bodies:
                if media := body.get("content", {}).get("application/json"):
                    media["example"] = example_of(media["schema"], schemas.components)


def _tag(operation: Operation) -> str:
    """The room of the path: `areas` in /v1/areas/{area_id}."""
    return operation.route.path.split("/")[2]
