"""Styles and scripts under the hash of their content: kept for a year, and never asked for again."""

import gzip
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path

from gateway.answer import Answer, Headers
from gateway.body import refuse_body
from gateway.console.policy import POLICY
from gateway.errors import PathUnknown
from gateway.rates.rate import Load
from gateway.rates.rates import Rates
from gateway.request import Request

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
KEPT = ("Cache-Control", "public, max-age=31536000, immutable")
PATH = "/console/static/{file}"


class StaticFiles:
    """`place` is where a page finds a file; the names are made once, the bytes when first asked for."""

    name, load = f"GET {PATH}", Load.READING

    def __init__(self, rates: Rates, folder: Path = FOLDER) -> None:
        self._rates = rates
        files = [file for file in sorted(folder.iterdir()) if file.suffix in TYPES]
        self._files = {_named(file): file for file in files}
        self._places = {file.name: PATH.format(file=name) for name, file in self._files.items()}

    def place(self, file: str) -> str:
        return self._places[file]

    def __call__(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        """Raises PathUnknown, TooManyRequests or BodyUnexpected."""
        self._rates.take(request)
        refuse_body(request.environ)
        file = self._files.get(parameters["file"])
        if file is None:
            raise PathUnknown
        headers: Headers = [
            ("Content-Type", TYPES[file.suffix]),
            ("Vary", "Accept-Encoding"),
            KEPT,
            POLICY,
        ]
        if "gzip" in request.environ.get("HTTP_ACCEPT_ENCODING", ""):
            return Answer(HTTPStatus.OK, [*headers, ("Content-Encoding", "gzip")], _packed(file))
        return Answer(HTTPStatus.OK, headers, file.read_bytes())


def _named(file: Path) -> str:
    """`tabler.min.0123456789abcdef.css`."""
    return f"{file.stem}.{blake2b(file.read_bytes(), digest_size=8).hexdigest()}{file.suffix}"


@cache
def _packed(file: Path) -> bytes:
    """Of five times the size, and of a few files alone."""
    return gzip.compress(file.read_bytes(), 9, mtime=0)
