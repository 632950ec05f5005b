"""Files in the OpenAPI document: how one is sent, and what an answer that is one looks like."""

from http import HTTPStatus
from typing import Any

from gateway import errors as own
from gateway.download import ANY_TYPE
from gateway.openapi.parameters import HEADERS
from gateway.openapi.problems import responses_of
from gateway.upload import LONGEST_NAME
from services.chassis import errors as house
from services.chassis.blobs.errors import BlobsUnavailable

KEPT = "files.Kept"
KEPT_SCHEMA = {
    "type": "object",
    "required": ["file", "size", "content_hash"],
    "properties": {
        "file": {
            "type": "string",
            "description": "Names the file in a command. Whoever holds it can read the file.",
            "pattern": "^[0-9a-f]{64}\\.[A-Za-z0-9_-]{43}$",
            "examples": [f"{'0a' * 32}.{'A' * 43}"],
        },
        "size": {"type": "integer", "description": "Bytes.", "minimum": 1},
        "content_hash": {
            "type": "string",
            "description": "SHA-256 of what is kept.",
            "pattern": "^[0-9a-f]{64}$",
            "examples": ["0a" * 32],
        },
    },
}
A_FILE = {"schema": {"type": "string", "format": "binary"}}
NAME = {
    "name": "name",
    "in": "query",
    "description": "Looked at and not kept: a command that names the file names it too.",
    "schema": {"type": "string", "maxLength": LONGEST_NAME},
}
DISPOSITION = {
    "description": "The file's name, whole in `filename*` (RFC 6266).",
    "schema": {"type": "string"},
}
REFUSED = (
    house.TokenRefused,
    house.FieldsInvalid,
    own.IdempotencyKeyMissing,
    own.IdempotencyKeyInvalid,
    own.BodyIncomplete,
    own.BodyTooLarge,
    own.TooManyRequests,
    own.DistrictElsewhere,
    own.DistrictMoving,
    own.SomethingBroke,
    BlobsUnavailable,
)


def upload() -> dict[str, Any]:
    """The one operation that no service answers."""
    kept = {"schema": {"$ref": f"#/components/schemas/{KEPT}"}}
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    names = [name for name in HEADERS if name in ("IdempotencyKey", "AcceptLanguage", "RequestId")]
    return {
        "operationId": "gateway.take_file",
        "summary": "Send a file",
        "description": (
            "The body is the file: XLSX, PDF, PNG, JPEG, or a text such as CSV, by what is in it. "
            "Pictures are kept without what cameras and programs wrote into them. "
            "Sent again, also with the same key, it is another file with another token."
        ),
        "tags": ["files"],
        "security": [{"token": []}],
        "parameters": [NAME, *({"$ref": f"#/components/parameters/{name}"} for name in names)],
        "requestBody": {"required": True, "content": {ANY_TYPE: A_FILE}},
        "responses": {
            str(HTTPStatus.CREATED.value): {
                "description": HTTPStatus.CREATED.phrase,
                "headers": headers,
                "content": {"application/json": kept},
            },
            **responses_of(REFUSED),
        },
    }
