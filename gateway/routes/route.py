"""Every route of the API: method, path, RPC and summary; all else comes from the contracts (D4)."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus


@dataclass(frozen=True)
class Route:
    """`{name}` in the path is a field of the RPC's request; a deprecated route names its last day.

    An RPC `*.method` is that of the service which the path's first parameter is, or, where that is a field
    of the request, which it names up to its first dot.
    What is `drawn` is answered with what its RPC's answer looks like (gateway/labels/drawings.py).
    What `asks_all` asks all services that have it and answers with what each says of how it fares.
    Where it goes `on_to` another RPC, that is asked with the answer, and answers the request.
    What `sends` media types answers with the file that its RPC names, of one of these types.
    """

    method: str
    path: str
    rpc: str
    summary: str
    status: HTTPStatus = HTTPStatus.OK
    deprecated_on: date | None = None
    sunset_on: date | None = None
    sends: tuple[str, ...] = ()
    asks_all: bool = False
    drawn: str = ""
    on_to: str = ""

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


CREATED, TAKEN = HTTPStatus.CREATED, HTTPStatus.ACCEPTED
XLSX, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
