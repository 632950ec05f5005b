"""From method and path to an endpoint: a tree of path segments, built once."""

from collections.abc import Mapping
from typing import Protocol

from gateway.answer import Answer
from gateway.errors import MethodNotAllowed, PathUnknown
from gateway.rates.rate import Load
from gateway.request import Request

Parameters = Mapping[str, str]


class Answering(Protocol):
    """`name` is the route as written: what logs and figures call it; `load` is what it costs."""

    @property
    def name(self) -> str: ...
    @property
    def load(self) -> Load: ...
    def __call__(self, request: Request, parameters: Parameters, /) -> Answer: ...


class _Node:
    __slots__ = ("endpoints", "literals", "parameter", "parameter_name")

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.parameter_name = ""
        self.endpoints: dict[str, Answering] = {}


class PathTaken(Exception):
    """Two routes that one request would fit."""


class Router:
    """A literal segment goes before a parameter; there is no going back up."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, method: str, path: str, endpoint: Answering) -> None:
        """A path that answers GET answers HEAD too. Raises PathTaken."""
        node = self._root
        for segment in path[1:].split("/"):
            node = _child(node, segment)
        if method in node.endpoints:
            raise PathTaken(f"{method} {path}")
        node.endpoints[method] = endpoint
        if method == "GET":
            node.endpoints["HEAD"] = endpoint

    def find(self, method: str, path: str) -> tuple[Answering, Parameters]:
        """Raises PathUnknown, or MethodNotAllowed for a path with other methods."""
        node = self._root
        parameters: dict[str, str] = {}
        for segment in path[1:].split("/"):
            following = node.literals.get(segment)
            if following is None:
                following = node.parameter
                if following is None or not segment:
                    raise PathUnknown
                parameters[node.parameter_name] = segment
            node = following
        endpoint = node.endpoints.get(method)
        if endpoint is None:
            raise _refusal(node.endpoints)
        return endpoint, parameters


def _child(node: _Node, segment: str) -> _Node:
    if not segment.startswith("{"):
        return node.literals.setdefault(segment, _Node())
    name = segment.strip("{}")
    if node.parameter is None:
        node.parameter, node.parameter_name = _Node(), name
    if node.parameter_name != name:
        raise PathTaken(f"{{{node.parameter_name}}} and {{{name}}}")
    return node.parameter


def _refusal(endpoints: Mapping[str, Answering]) -> PathUnknown | MethodNotAllowed:
    return MethodNotAllowed(allowed=", ".join(sorted(endpoints))) if endpoints else PathUnknown()
