"""The WSGI application: every request in, one answer out, nothing of our insides with it."""

import logging
from collections.abc import Iterable, Mapping
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse

from gateway import watch
from gateway.answer import STATUS_LINES, Answer, security_headers
from gateway.callers import Door, Verifier
from gateway.cells import Cells
from gateway.console.console import ROOT, Console
from gateway.console.desk import DemoTokens
from gateway.contracts import Contracts
from gateway.cursors import Cursors, cursor_key
from gateway.endpoint import Desk, Endpoint
from gateway.errors import MethodNotAllowed, PathUnknown
from gateway.keys.exchange import Exchange, Mint
from gateway.keys.opened_keys import OpenedKeys
from gateway.labels.codes import PATH as LABEL_PATH
from gateway.labels.codes import Addresses
from gateway.labels.drawings import Drawings
from gateway.labels.pages import LabelPages
from gateway.labels.scanned import ScannedLabel
from gateway.match import Answering, Parameters, Router
from gateway.operations import Operation, operations_of, place_of_created
from gateway.pages import add_pages
from gateway.problem import Problems
from gateway.rates.rates import Rates
from gateway.request import Request
from gateway.routes import Route
from gateway.rpc import CellClient
from gateway.status import HouseStatus
from gateway.upload import add_upload
from services.chassis import tracing
from services.chassis.blobs.port import BlobStore
from services.chassis.clock import Clock
from services.chassis.domain import DomainError
from services.chassis.logs import request_id
from services.chassis.proxies import Proxies
from services.chassis.settings import Settings
from services.chassis.words import Catalogue

NO_LENGTH = frozenset({204, 304})

log = logging.getLogger("linli.gateway")


class Gateway:
    """Raises ContractMissing or RouteInvalid at start, when a route and its contract differ."""

    def __init__(
        self,
        settings: Settings,
        routes: tuple[Route, ...],
        contracts: Contracts,
        clients: Mapping[str, CellClient],
        verifier: Verifier,
        clock: Clock,
        catalogue: Catalogue,
        store: BlobStore,
        mint: Mint,
        demo: DemoTokens | None = None,
    ) -> None:
        """`clients` by cell (gateway/cells.py); `mint` signs the gateway's own tokens."""
        self._proxies = proxies = Proxies.parse(settings.http.trusted_proxies)
        deadline = settings.limits.rpc_deadline
        self._problems = Problems(catalogue)
        self._rates = Rates(settings.rates, proxies)
        self._always = security_headers(settings.http.hsts)
        cells, self._labels = Cells(clients, settings), LabelPages(catalogue)
        exchange = Exchange(cells, mint, self._rates.limits_of_key, deadline)
        keys = OpenedKeys(exchange, self._rates.take_refused, deadline)
        desk = self._desk(settings, cells, Door(verifier, clock, self._rates, keys, proxies), store)
        operations = operations_of(routes, contracts)
        self._router = _router(operations, desk)
        add_upload(self._router, desk.door, cells, store, settings.http.upload_limit)
        add_pages(self._router, operations, contracts, self._rates)
        scanned = ScannedLabel(cells, mint, self._rates, clock, self._labels, deadline)
        self._router.add("GET", LABEL_PATH, scanned)
        self._console = Console(
            settings, contracts, self._answered, desk, verifier, clock, self._rates, catalogue, demo
        )
        self._console.add_to(self._router)

    def _desk(self, settings: Settings, cells: Cells, door: Door, store: BlobStore) -> Desk:
        return Desk(
            cells=cells,
            door=door,
            cursors=Cursors(cursor_key(settings.keys_dir)),
            problems=self._problems,
            body_limit=settings.http.body_limit,
            depth_limit=settings.http.depth_limit,
            deadline=settings.limits.rpc_deadline,
            store=store,
            drawings=Drawings(self._labels, Addresses(settings.http.public_url)),
        )

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        began = perf_counter()
        request = Request(environ)
        request_id.set(request.request_id)
        with tracing.root("gateway", request.request_id, self._trace_before(request)) as span:
            answer = self._answered(request)
            watch.note(request, answer.status, perf_counter() - began)
            watch.tell(span, request, answer.status)
        headers = [*answer.headers, *self._always, ("X-Request-Id", request.request_id)]
        if answer.status not in NO_LENGTH and answer.pieces is None:
            headers.append(("Content-Length", str(len(answer.body))))
        start_response(STATUS_LINES[answer.status], headers)
        if request.method == "HEAD":
            return []
        return [answer.body] if answer.pieces is None else answer.pieces

    def _trace_before(self, request: Request) -> str | None:
        """Of a trusted proxy alone: with anybody's, strangers would choose what is kept, and where."""
        if not tracing.is_on() or not self._proxies.trusts(request.environ.get("REMOTE_ADDR", "")):
            return None
        given: str | None = request.environ.get("HTTP_TRACEPARENT")
        return given

    def _answered(self, request: Request) -> Answer:
        try:
            endpoint, parameters = self._found(request)
            request.route, request.load = endpoint.name, endpoint.load
            return endpoint(request, parameters)
        except DomainError as error:
            return self._telling(request).of(error, request)
        except Exception:
            log.exception("gateway broke", extra={"route": request.route})
            return self._telling(request).of_defect(request)

    def _telling(self, request: Request) -> Problems | Console:
        return self._console if request.path.startswith(ROOT) else self._problems

    def _found(self, request: Request) -> tuple[Answering, Parameters]:
        """Raises PathUnknown, MethodNotAllowed, or TooManyRequests for who only looks for paths."""
        try:
            return self._router.find(request.method, request.decoded_path)
        except (PathUnknown, MethodNotAllowed):
            self._rates.take(request)
            raise


def _router(operations: tuple[Operation, ...], desk: Desk) -> Router:
    router = Router()
    for operation in operations:
        route = operation.route
        if route.asks_all:
            router.add(route.method, route.path, HouseStatus(operation, desk))
        else:
            endpoint = Endpoint(operation, desk, place_of_created(operation, operations))
            router.add(route.method, route.path, endpoint)
    return router
