"""The console asks as any client does: route, token, rates, key, If-Match and problems, without a socket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import urlencode

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.languages import TAGS
from gateway.request import Request
from services.chassis import wire

Body = dict[str, Any]
Answering = Callable[[Request], Answer]
OF_THE_CLIENT = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_HOST")
REFUSED = 400


class Asking(Protocol):
    """Somebody with a token, in a language."""

    @property
    def request(self) -> Request: ...
    @property
    def token(self) -> str: ...


@dataclass(frozen=True)
class Told:
    """`tag` is the ETag: what a change of this thing has to name."""

    body: Body
    tag: str


class Api:
    def __init__(self, answering: Answering, asking: Asking) -> None:
        self._answering, self._asking = answering, asking

    def get(self, path: str, **query: str | int | None) -> Body:
        """Raises ApiRefused."""
        return self.read(path, **query).body

    def read(self, path: str, **query: str | int | None) -> Told:
        """Without the parameters that are empty or None. Raises ApiRefused."""
        return self._told(self._reading(path, query))

    def answer(self, path: str, **query: str | int | None) -> Answer:
        """What is no JSON, as it is; a refusal raises ApiRefused."""
        answer = self._answering(self._reading(path, query))
        if answer.status >= REFUSED:
            self._said(answer)
        return answer

    def post(self, path: str, body: Body, *, key: str, seen: str | None = None) -> Body:
        """`seen` is the ETag of what was looked at. Raises ApiRefused."""
        return self._changed("POST", path, body, key, seen)

    def patch(self, path: str, body: Body, *, key: str, seen: str) -> Body:
        """Raises ApiRefused."""
        return self._changed("PATCH", path, body, key, seen)

    def send_file(self, name: str, content: bytes, *, key: str) -> str:
        """The token that commands name it by. Raises ApiRefused."""
        query = urlencode({"name": name})
        asked = inner_request(
            self._asking.request,
            self._asking.token,
            "POST",
            "/v1/files",
            query=query,
            body=content,
            key=key,
            content_type="application/octet-stream",
        )
        return str(self._told(asked).body["file"])

    def _changed(self, method: str, path: str, body: Body, key: str, seen: str | None) -> Body:
        asked = inner_request(
            self._asking.request, self._asking.token, method, path, body=wire.dumps(body), key=key, seen=seen
        )
        return self._told(asked).body

    def _reading(self, path: str, query: Mapping[str, str | int | None]) -> Request:
        given = urlencode({name: value for name, value in query.items() if value not in ("", None)})
        return inner_request(self._asking.request, self._asking.token, "GET", path, query=given)

    def _told(self, request: Request) -> Told:
        answer = self._answering(request)
        return Told(self._said(answer), dict(answer.headers).get("ETag", ""))

    @staticmethod
    def _said(answer: Answer) -> Body:
        said: Body = wire.loads(answer.body)
        if answer.status >= REFUSED:
            raise ApiRefused(said, dict(answer.headers).get("Retry-After"))
        return said


def inner_request(
    outer: Request,
    token: str,
    method: str = "GET",
    path: str = "/v1",
    *,
    query: str = "",
    body: bytes = b"",
    key: str | None = None,
    seen: str | None = None,
    content_type: str = "application/json",
) -> Request:
    """From the same client, in the same language and under the same request id."""
    environ: dict[str, Any] = {name: value for name in OF_THE_CLIENT if (value := outer.environ.get(name))}
    environ |= {
        "REQUEST_METHOD": method,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "HTTP_ACCEPT_LANGUAGE": TAGS[outer.language],
        "HTTP_X_REQUEST_ID": outer.request_id,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": content_type,
        "wsgi.input": BytesIO(body),
    }
    if key is not None:
        environ["HTTP_IDEMPOTENCY_KEY"] = key
    if seen is not None:
        environ["HTTP_IF_MATCH"] = seen
    return Request(environ)
