"""The console put together: its pages on the gateway's router, and how it tells what went wrong."""

import logging
from contextlib import suppress

from gateway.answer import Answer
from gateway.callers import Verifier
from gateway.console.api import Answering
from gateway.console.desk import ConsoleDesk, DemoTokens
from gateway.console.errors import ApiRefused
from gateway.console.known import Known
from gateway.console.page import ConsolePage, cookies_of
from gateway.console.pages import Pages
from gateway.console.permitted import Permitted
from gateway.console.problems import shown_problem
from gateway.console.routes import PAGES
from gateway.console.session import KEY_FILE, Sessions
from gateway.console.spoken import language_of
from gateway.console.static_files import PATH, StaticFiles
from gateway.console.visit import Visit
from gateway.contracts import Contracts
from gateway.endpoint import Desk
from gateway.match import Router
from gateway.own_keys import own_key
from gateway.rates.rates import Rates
from gateway.request import Request
from services.chassis import wire
from services.chassis.clock import Clock
from services.chassis.domain import DomainError
from services.chassis.errors import TokenRefused
from services.chassis.roles import Roles
from services.chassis.settings import Settings
from services.chassis.words import Catalogue

ROOT = "/console"

log = logging.getLogger("linli.gateway")


class Console:
    """`of` and `of_defect` tell as pages what `Problems` tells as JSON."""

    def __init__(
        self,
        settings: Settings,
        contracts: Contracts,
        answering: Answering,
        desk: Desk,
        verifier: Verifier,
        clock: Clock,
        rates: Rates,
        catalogue: Catalogue,
        demo: DemoTokens | None,
    ) -> None:
        self._files, self._problems = StaticFiles(rates), desk.problems
        self._desk = ConsoleDesk(
            answering=answering,
            door=desk.door,
            verifier=verifier,
            clock=clock,
            rates=rates,
            sessions=Sessions(own_key(settings.keys_dir, KEY_FILE), hsts=settings.http.hsts > 0),
            permitted=Permitted(contracts, Roles.load()),
            pages=Pages(self._files),
            catalogue=catalogue,
            known=Known(),
            demo=demo,
        )

    def add_to(self, router: Router) -> None:
        router.add("GET", PATH, self._files)
        asked = {route.path: route.view for route in PAGES if route.method == "GET"}
        for route in PAGES:
            router.add(route.method, route.path, ConsolePage(route, self._desk, asked.get(route.path)))

    def of(self, error: DomainError, request: Request) -> Answer:
        request.language = language_of(request, cookies_of(request))
        return self._page_of(self._problems.of(error, request), request)

    def of_defect(self, request: Request) -> Answer:
        return self._page_of(self._problems.of_defect(request), request)

    def _page_of(self, answer: Answer, request: Request) -> Answer:
        """With the ways on from there; as it is, when no page can be made of it."""
        try:
            return self._shown(answer, request)
        except Exception:
            log.exception("console broke", extra={"route": request.route})
            return answer

    def _shown(self, answer: Answer, request: Request) -> Answer:
        refused = ApiRefused(wire.loads(answer.body), dict(answer.headers).get("Retry-After"))
        page = shown_problem(self._visitor(request), refused)
        page.headers += [(name, value) for name, value in answer.headers if name in ("Retry-After", "Allow")]
        return page

    def _visitor(self, request: Request) -> Visit:
        now = self._desk.clock.now()
        session = self._desk.sessions.read(cookies_of(request), now)
        with suppress(TokenRefused):
            if session is not None:
                caller = self._desk.verifier.verify(
                    session.token, now=now, request_id="", language=request.language, accepted_at=None
                )
                return Visit(request, {}, self._desk, session, caller)
        return Visit(request, {}, self._desk, None, None)
