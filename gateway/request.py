"""What the gateway reads of every request before it knows the route."""

import re
from typing import Any

from gateway.errors import PathUnknown
from gateway.languages import DEFAULT, chosen
from gateway.rates.rate import Load
from services.chassis.ids import new_id

_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


class Request:
    """One HTTP request; `language` is that of its problems, `route` and `load` are known when matched."""

    __slots__ = ("environ", "language", "load", "method", "path", "request_id", "route")

    def __init__(self, environ: dict[str, Any]) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        self.path: str = environ["PATH_INFO"]
        self.route = "-"
        self.load = Load.READING
        wished = environ.get("HTTP_ACCEPT_LANGUAGE")
        self.language = DEFAULT if wished is None else chosen(wished)
        given = environ.get("HTTP_X_REQUEST_ID")
        self.request_id: str = given if given and _REQUEST_ID.fullmatch(given) else new_id()

    @property
    def decoded_path(self) -> str:
        """The path as text. Raises PathUnknown for a hidden slash and for what is not UTF-8."""
        if "%" in (raw := self.environ.get("RAW_PATH_INFO", "")) and "%2f" in raw.lower():
            raise PathUnknown
        if self.path.isascii():
            return self.path
        try:
            return self.path.encode("latin-1").decode()
        except UnicodeError:
            raise PathUnknown from None
