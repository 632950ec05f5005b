"""Answers that ask no service: the OpenAPI document, its viewer, and a sign of life."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path

from swagger_ui_bundle import swagger_ui_path

from gateway.answer import JSON, OWN_THINGS_ONLY, Answer, Headers
from gateway.body import refuse_body
from gateway.contracts import Contracts
from gateway.etag import is_known
from gateway.match import Router
from gateway.openapi.document import document
from gateway.operations import Operation
from gateway.rates.rate import Load
from gateway.rates.rates import Rates
from gateway.request import Request
from services.chassis import wire

OPENAPI = "/v1/openapi.json"
SIGN_OF_LIFE = "/healthz"
VIEWER = Path(__file__).parent / "docs"
HTML, SCRIPT, STYLE = (f"text/{kind}; charset=utf-8" for kind in ("html", "javascript", "css"))
VIEWER_FILES: Mapping[str, tuple[Path, str]] = {
    "/docs": (VIEWER / "index.html", HTML),
    "/docs/init.js": (VIEWER / "init.js", SCRIPT),
    "/docs/swagger-ui.css": (swagger_ui_path / "swagger-ui.css", STYLE),
    "/docs/swagger-ui-bundle.js": (swagger_ui_path / "swagger-ui-bundle.js", SCRIPT),
}
VIEWER_POLICY = (
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
)
KEPT_A_WHILE = ("Cache-Control", "public, max-age=300")


class Page:
    """Bytes that are the same for everybody until the next release."""

    load = Load.READING

    def __init__(self, path: str, read: Callable[[], bytes], headers: Headers, rates: Rates) -> None:
        self.name = f"GET {path}"
        self._read, self._headers, self._rates = read, headers, rates

    def __call__(self, request: Request, _: Mapping[str, str]) -> Answer:
        """Raises TooManyRequests or BodyUnexpected."""
        self._rates.take(request)
        refuse_body(request.environ)
        body = self._read()
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        headers = [*self._headers, KEPT_A_WHILE, ("ETag", tag)]
        if is_known(request.environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            return Answer(HTTPStatus.NOT_MODIFIED, headers, b"")
        return Answer(HTTPStatus.OK, headers, body)


def add_pages(router: Router, operations: tuple[Operation, ...], contracts: Contracts, rates: Rates) -> None:
    """The viewer's files, over a megabyte, are read when they are asked for and not kept."""
    openapi = wire.dumps(document(operations, contracts))
    pages: dict[str, tuple[Callable[[], bytes], Headers]] = {
        OPENAPI: (lambda: openapi, [JSON, OWN_THINGS_ONLY]),
        SIGN_OF_LIFE: (lambda: b'{"status":"ok"}', [JSON, OWN_THINGS_ONLY]),
    }
    for path, (file, media_type) in VIEWER_FILES.items():
        pages[path] = (file.read_bytes, [("Content-Type", media_type), VIEWER_POLICY])
    for path, (read, headers) in pages.items():
        router.add("GET", path, Page(path, read, headers, rates))
