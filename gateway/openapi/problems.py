"""Which problems a route can answer with, by status: the gateway's own, the chassis's, its contract's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from gateway import errors as own
from gateway.operations import Operation
from gateway.problem import MEDIA_TYPE, SOON_OVER, STATUS_OF, status_of
from services.chassis import errors as house
from services.chassis.blobs import errors as files
from services.chassis.domain import DomainError

PROBLEM = {
    "type": "object",
    "description": "RFC 9457; `code` and `values` are for programs, `detail` is for people.",
    "required": ["type", "title", "status", "code", "detail", "values", "fields", "instance", "request_id"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:linli:problem:FieldsInvalid"]},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "values": {"type": "object"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "values", "detail"],
                "properties": {
                    "field": {"type": "string", "examples": ["areas.3.name"]},
                    "code": {"type": "string", "examples": ["required"]},
                    "values": {"type": "object"},
                    "detail": {"type": "string"},
                },
            },
        },
        "instance": {"type": "string", "examples": ["/v1/areas/batch"]},
        "request_id": {"type": "string"},
        "trace_id": {
            "type": "string",
            "description": "Where the request was traced.",
            "pattern": "^[0-9a-f]{32}$",
            "examples": ["0a" * 16],
        },
    },
}

ALWAYS = (
    house.TokenRefused,
    house.PermissionMissing,
    own.AddressNotAllowed,
    house.FieldsInvalid,
    own.TooManyRequests,
    own.DistrictBusy,
    own.DistrictElsewhere,
    own.GatewayBusy,
    own.SomethingBroke,
    house.ServiceUnavailable,
    house.DatabaseUnavailable,
    house.DistrictClosed,
    house.DeadlinePassed,
)
WITH_BODY = (
    own.BodyIncomplete,
    own.BodyNotObject,
    own.JsonInvalid,
    own.JsonKeyRepeated,
    own.JsonTooDeep,
    own.BodyTooLarge,
    own.ContentTypeWrong,
)
WITH_KEY = (
    own.IdempotencyKeyMissing,
    own.IdempotencyKeyInvalid,
    house.StillRunning,
    house.IdempotencyKeyReused,
)
OF_A_FILE = (files.BlobMissing, files.BlobBroken, files.BlobsUnavailable)
CONDITIONAL = (own.IfMatchMissing, own.IfMatchInvalid, house.StaleVersion)


def problems_of(operation: Operation) -> dict[str, Any]:
    """Responses by status; each names its codes."""
    codes = _by_status(_raised(operation))
    for refusal in (each for rpc in operation.rpcs for each in rpc.refuses):
        if refusal.code not in codes[status := STATUS_OF[refusal.kind]]:
            codes[status].append(refusal.code)
    return _responses(codes)


def responses_of(errors: Iterable[type[DomainError]]) -> dict[str, Any]:
    return _responses(_by_status(errors))


def _by_status(errors: Iterable[type[DomainError]]) -> defaultdict[HTTPStatus, list[str]]:
    codes: defaultdict[HTTPStatus, list[str]] = defaultdict(list)
    for error in errors:
        codes[status_of(error)].append(error.__name__)
    return codes


def _responses(codes: Mapping[HTTPStatus, list[str]]) -> dict[str, Any]:
    return {str(status.value): _response(status, codes[status]) for status in sorted(codes)}


def _raised(operation: Operation) -> Iterator[type[DomainError]]:
    yield from ALWAYS
    if operation.has_body:
        yield from WITH_BODY
    else:
        yield own.BodyUnexpected
    if operation.writes:
        yield own.DistrictMoving
    if operation.needs_key:
        yield from WITH_KEY
    if operation.is_conditional:
        yield from CONDITIONAL
    if operation.is_paged:
        yield own.CursorInvalid
    if operation.services:
        yield own.PathUnknown
    if any(rpc.reads == "personal" for rpc in operation.rpcs):
        yield house.AuditUnavailable
    if operation.route.sends:
        yield from OF_A_FILE
    if operation.route.drawn == "label":
        yield own.LabelGone


def _response(status: HTTPStatus, codes: list[str]) -> Mapping[str, Any]:
    headers = {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}}
    if status in SOON_OVER:
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = {"$ref": "#/components/headers/Challenge"}
    return {
        "description": f"{status.phrase}: {', '.join(f'`{code}`' for code in codes)}",
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
