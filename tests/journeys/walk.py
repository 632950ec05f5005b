"""Every operation of the served document as a request that may be sent: made from the document alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.openapi.examples import example_of
from tests.journeys.district import etag_of

Json = Mapping[str, Any]
SERVICE = {"service": "notify", "job_id": "notify.01890a5d-ac96-774b-bcce-b302099a8057"}
"""Path fields whose value is no plain id."""


@dataclass(frozen=True)
class Step:
    """An operation; `permission` is what the document says that it asks for, None for none."""

    method: str
    path: str
    permission: str | None
    query: Mapping[str, Any]
    body: Any
    needs_match: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def place(self, ids: Mapping[str, str]) -> str:
        return re.sub(r"{(\w+)}", lambda field: ids[field[1]], self.path)

    @property
    def fields(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    @property
    def match(self) -> str | None:
        return etag_of(1) if self.needs_match else None


def steps_of(document: Json) -> Iterator[Step]:
    components = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method in ("get", "post", "patch", "put", "delete"):
                yield _step(method.upper(), path, operation, components)


def _step(method: str, path: str, operation: Json, components: Json) -> Step:
    parameters = operation.get("parameters", [])
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    security = operation.get("security", [])
    return Step(
        method,
        path,
        security[0]["token"][0] if security and security[0].get("token") else None,
        {
            each["name"]: example_of(each["schema"], components)
            for each in parameters
            if each.get("in") == "query" and each.get("required")
        },
        None if content is None else _first_page(example_of(content["schema"], components)),
        any(
            each.get("$ref", "").endswith("/IfMatch") or each.get("name") == "If-Match" for each in parameters
        ),
    )


def _first_page(body: Any) -> Any:
    """A cursor is no example of anything: it is made by the page before."""
    return {name: value for name, value in body.items() if name != "after"}
