"""A route joined with its RPC's contract: which field comes from where (D4, D15)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from string import Formatter

from gateway.contracts import Contracts, JsonSchema, RpcContract
from gateway.errors import PathUnknown
from gateway.rates.rate import Load
from gateway.routes import Route
from gateway.values import Reader, TypeNotReadable, reader_of, type_of

SEEN_VERSION = "seen_version"
CURSOR = "after"
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
EACH = "*."
OF_A_FILE = frozenset({"file", "name", "type"})


class RouteInvalid(Exception):
    """A route that its contract does not allow: found at start, never by a request."""

    def __init__(self, route: Route, reason: str) -> None:
        super().__init__(f"{route.name} ({route.rpc}): {reason}")


@dataclass(frozen=True)
class Operation:
    """`path_fields`, `query` and `sent` are the request's fields by where they come from.

    `sent` are those of the body; `seen_version` comes from If-Match and `after` from a cursor.
    `services` are those that answer it, where the path says which of them.
    `last` is the RPC that answers the request: another one where the route goes on to it.
    """

    route: Route
    rpc: RpcContract
    path_fields: tuple[str, ...]
    query: Mapping[str, JsonSchema]
    sent: Mapping[str, JsonSchema]
    is_conditional: bool
    last: RpcContract
    services: tuple[str, ...] = ()

    @classmethod
    def of(cls, route: Route, contracts: Contracts) -> "Operation":
        """Raises RouteInvalid, or ContractMissing for an unknown RPC."""
        rpc, services = _answering(route, contracts)
        fields = contracts.fields_of(rpc.takes)
        path_fields = tuple(name for name in _path_fields(route) if name in fields or not services)
        _check(route, rpc, path_fields, fields)
        if route.sends and not contracts.fields_of(rpc.gives).keys() >= OF_A_FILE:
            raise RouteInvalid(route, "its answer names no file")
        hidden = {*path_fields, SEEN_VERSION}
        rest = {name: schema for name, schema in fields.items() if name not in hidden}
        has_body = route.method in WITH_BODY
        operation = cls(
            route=route,
            rpc=rpc,
            path_fields=path_fields,
            query={} if has_body else rest,
            sent=rest if has_body else {},
            is_conditional=SEEN_VERSION in fields,
            last=_last(route, rpc, contracts),
            services=services,
        )
        operation.readers()
        return operation

    def service_for(self, parameters: Mapping[str, str]) -> str:
        """Raises PathUnknown for a service that does not answer it."""
        if not self.services:
            return self.rpc.service
        name, value = next(iter(parameters.items()))
        named = value.partition(".")[0] if name in self.path_fields else value
        if named not in self.services:
            raise PathUnknown
        return named

    @property
    def goes_on(self) -> bool:
        return self.last is not self.rpc

    @property
    def rpcs(self) -> tuple[RpcContract, ...]:
        """All that are asked, in their order."""
        return (self.rpc, self.last) if self.goes_on else (self.rpc,)

    @property
    def has_body(self) -> bool:
        return self.route.method in WITH_BODY

    @property
    def writes(self) -> bool:
        return self.rpc.reads is None

    @property
    def load(self) -> Load:
        if self.route.sends or self.route.drawn or self.route.status == HTTPStatus.ACCEPTED:
            return Load.HEAVY
        return Load.WRITING if self.writes else Load.READING

    @property
    def is_paged(self) -> bool:
        return CURSOR in self.query or CURSOR in self.sent

    @property
    def needs_key(self) -> bool:
        """Who does not hear whether a change was made asks again with the same key, whatever the method."""
        return self.has_body

    @property
    def not_in_body(self) -> tuple[str, ...]:
        """Fields of the request that have their place elsewhere, and so are unknown in a body."""
        return (*self.path_fields, SEEN_VERSION)

    def readers(self) -> dict[str, Reader]:
        """How each query parameter is read; a cursor is text to begin with. Raises RouteInvalid."""
        try:
            return {name: str if name == CURSOR else reader_of(schema) for name, schema in self.query.items()}
        except TypeNotReadable as kind:
            raise RouteInvalid(self.route, f"a query parameter cannot be {kind}") from None


def operations_of(routes: tuple[Route, ...], contracts: Contracts) -> tuple[Operation, ...]:
    return tuple(Operation.of(route, contracts) for route in routes)


def place_of_created(operation: Operation, operations: tuple[Operation, ...]) -> str | None:
    """The path below which a created thing is read by its id, where the routes have one."""
    path = operation.route.path
    if operation.route.status != HTTPStatus.CREATED:
        return None
    below = (other.route for other in operations if other.route.path.rpartition("/")[0] == path)
    return path if any(route.method == "GET" and route.path.endswith("}") for route in below) else None


def _answering(route: Route, contracts: Contracts) -> tuple[RpcContract, tuple[str, ...]]:
    """The contract, and the services among which the path chooses: none where the route names its one."""
    if not route.rpc.startswith(EACH):
        return contracts.rpc(route.rpc), ()
    found = contracts.everywhere(route.rpc.removeprefix(EACH))
    first, *others = found.values()
    if any(replace(other, service=first.service) != first for other in others):
        raise RouteInvalid(route, "the services' contracts differ")
    return first, tuple(sorted(found))


def _last(route: Route, rpc: RpcContract, contracts: Contracts) -> RpcContract:
    """Both read, and what one says is what the other takes: nothing between them can be half done."""
    if not route.on_to:
        return rpc
    last = contracts.rpc(route.on_to)
    if rpc.reads is None or last.reads is None:
        raise RouteInvalid(route, "only what reads goes on to another")
    if contracts.fields_of(rpc.gives).keys() != contracts.fields_of(last.takes).keys():
        raise RouteInvalid(route, f"{last.method} does not take what it is given")
    return last


def _path_fields(route: Route) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(route.path) if name)


def _check(
    route: Route, rpc: RpcContract, path_fields: tuple[str, ...], fields: Mapping[str, JsonSchema]
) -> None:
    for name in path_fields:
        if name not in fields:
            raise RouteInvalid(route, f"the request has no field {name}")
        if type_of(fields[name]) != "string":
            raise RouteInvalid(route, f"{name} is not text")
    if route.method == "GET" and rpc.reads is None:
        raise RouteInvalid(route, "a GET never writes")
    if route.method == "GET" and SEEN_VERSION in fields:
        raise RouteInvalid(route, "a GET needs no seen version")
    if rpc.reads is None and CURSOR in fields:
        raise RouteInvalid(route, "only what reads is paged")
