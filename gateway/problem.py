"""Whatever is refused, as RFC 9457 has it: a code, named values, and a sentence in the asked language."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from gateway.answer import NOT_KEPT, OWN_THINGS_ONLY, VARIES, Answer, Headers
from gateway.errors import SomethingBroke
from gateway.languages import TAGS
from gateway.request import Request
from services.chassis import tracing, wire
from services.chassis.domain import DomainError
from services.chassis.errors import DeadlinePassed, StillRunning
from services.chassis.refusals import Refused
from services.chassis.words import Catalogue

STATUS_OF: Mapping[str, HTTPStatus] = {
    "malformed": HTTPStatus.BAD_REQUEST,
    "unauthenticated": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "conflict": HTTPStatus.CONFLICT,
    "stale": HTTPStatus.PRECONDITION_FAILED,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "misdirected": HTTPStatus.MISDIRECTED_REQUEST,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "condition_missing": HTTPStatus.PRECONDITION_REQUIRED,
    "too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "broken": HTTPStatus.INTERNAL_SERVER_ERROR,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}
MEDIA_TYPE = "application/problem+json"
SOON_OVER = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
SHORTLY = 1
"""Seconds after which to try again, where nobody knows better."""
REALM = 'Bearer realm="linli"'


def status_of(error: type[DomainError]) -> HTTPStatus:
    """An answer that never came may belong to something that was done: that is 504, not 503."""
    return HTTPStatus.GATEWAY_TIMEOUT if issubclass(error, DeadlinePassed) else STATUS_OF[error.kind]


class Problems:
    """Makes problems in the language of their request."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._say = catalogue.say

    def of(self, error: DomainError, request: Request) -> Answer:
        return self._made(Refused.of(error, self._say, request.language), status_of(type(error)), request)

    def of_refusal(self, refused: Mapping[str, Any], request: Request) -> Answer:
        """What a service refused, copied. KeyError for a kind that nobody knows."""
        return self._made(Refused.from_json(refused), STATUS_OF[refused["kind"]], request)

    def of_defect(self, request: Request) -> Answer:
        """Tells nothing but where to look."""
        return self.of(SomethingBroke(), request)

    def _made(self, refused: Refused, status: HTTPStatus, request: Request) -> Answer:
        problem = {
            "type": f"urn:linli:problem:{refused.code}",
            "title": self._say(request.language, f"titles.{status.value}", {}),
            "status": status.value,
            "code": refused.code,
            "detail": refused.detail,
            "values": refused.values,
            "fields": refused.fields,
            "instance": request.environ.get("RAW_PATH_INFO") or request.path,
            "request_id": request.request_id,
        }
        if (trace_id := tracing.trace_id()) is not None:
            problem["trace_id"] = trace_id
        headers: Headers = [
            ("Content-Type", MEDIA_TYPE),
            ("Content-Language", TAGS[request.language]),
            NOT_KEPT,
            VARIES,
            OWN_THINGS_ONLY,
            *_advice(status, refused),
        ]
        return Answer(status, headers, wire.dumps(problem))


def _advice(status: HTTPStatus, refused: Refused) -> Headers:
    """Headers that tell a client what to do next."""
    if status in SOON_OVER or refused.code == StillRunning.__name__:
        return [("Retry-After", str(refused.values.get("retry_after", SHORTLY)))]
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return [("Allow", refused.values["allowed"])]
    if status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        return [("Accept", "application/json")]
    if status == HTTPStatus.UNAUTHORIZED:
        return [("WWW-Authenticate", _challenge(refused.values.get("reason", "")))]
    return []


def _challenge(reason: str) -> str:
    """RFC 6750 §3.1: no error is named to a client that sent no token."""
    if reason == "missing":
        return REALM
    return f'{REALM}, error="invalid_token", error_description="{reason}"'
