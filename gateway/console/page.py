"""One address of the console: who asks is known, a form is one of ours, then the view answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from werkzeug.http import parse_cookie

from gateway.answer import Answer
from gateway.body import refuse_body
from gateway.console import forgery
from gateway.console.desk import ConsoleDesk
from gateway.console.errors import ApiRefused, SignInNeeded
from gateway.console.form import read_form, read_form_with_file
from gateway.console.pages import is_fragment
from gateway.console.problems import SOON_OVER, nothing_new, shown_problem
from gateway.console.spoken import language_of, remembered
from gateway.console.visit import Visit
from gateway.errors import TooManyRequests
from gateway.rates.rate import Load
from gateway.request import Request
from services.chassis.errors import TokenRefused
from services.chassis.words import spoken_language

SIGN_IN = "/console/sign-in"

View = Callable[[Visit], Answer]


@dataclass(frozen=True)
class ConsoleRoute:
    """`is_open` to whoever is not signed in; `begins` a session, so its form carries the word of none.

    `takes_file`: its form may carry one. `stays`: a part of a page is asked for here again and again, and
    stays as it is while nobody can tell.
    """

    method: str
    path: str
    view: View
    is_open: bool = False
    begins: bool = False
    takes_file: bool = False
    stays: bool = False


class ConsolePage:
    load = Load.READING

    def __init__(self, route: ConsoleRoute, desk: ConsoleDesk, asked: View | None = None) -> None:
        """`asked` is what answers GET at this address."""
        self.name = f"{route.method} {route.path}"
        self._route, self._desk, self._asked = route, desk, asked

    def __call__(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        """Raises TooManyRequests and what forms are refused for."""
        try:
            self._desk.rates.take(request)
        except TooManyRequests:
            if self._stays(request):
                return nothing_new()
            raise
        cookies = cookies_of(request)
        request.language = language_of(request, cookies)
        try:
            return self._answered(request, parameters, cookies)
        except SignInNeeded as needed:
            return self._sent_to_sign_in(request, needed.reason)

    def _answered(self, request: Request, parameters: Mapping[str, str], cookies: dict[str, str]) -> Answer:
        visit = self._visit(request, parameters, cookies)
        if self._route.method == "POST":
            forgery.refuse_forged(request)
            read = read_form_with_file if self._route.takes_file else read_form
            visit.form = read(request.environ)
            if visit.session is not None and not self._route.begins:
                forgery.refuse_without_word(visit.session, visit.form.get(forgery.FIELD))
        else:
            refuse_body(request.environ)
        if self._asked and visit.form.get("language") and not self._route.is_open:
            return self._in_another_language(visit, self._asked)
        return self._shown(visit, self._route.view)

    def _shown(self, visit: Visit, view: View) -> Answer:
        try:
            return view(visit)
        except ApiRefused as refused:
            if refused.status == HTTPStatus.UNAUTHORIZED:
                raise SignInNeeded(refused.problem["values"].get("reason", "")) from None
            if refused.status in SOON_OVER and self._stays(visit.request):
                return nothing_new()
            return shown_problem(visit, refused)

    def _in_another_language(self, visit: Visit, asked: View) -> Answer:
        """A form that was refused, or looked at: nothing that it says is done."""
        language = spoken_language(visit.form.get("language"))
        visit.ask_anew(language)
        answer = self._shown(visit, asked)
        answer.headers.append(remembered(visit.request, language))
        return answer

    def _stays(self, request: Request) -> bool:
        return self._route.stays and is_fragment(request)

    def _visit(self, request: Request, parameters: Mapping[str, str], cookies: dict[str, str]) -> Visit:
        """Raises SignInNeeded."""
        desk, now = self._desk, self._desk.clock.now()
        session = desk.sessions.read(cookies, now)
        if session is None:
            if not self._route.is_open:
                raise SignInNeeded
            return Visit(request, parameters, desk, None, None)
        try:
            caller = desk.verifier.verify(
                session.token,
                now=now,
                request_id=request.request_id,
                language=request.language,
                accepted_at=None,
            )
        except TokenRefused as refused:
            if not self._route.is_open:
                raise SignInNeeded(str(refused.values["reason"])) from None
            return Visit(request, parameters, desk, None, None)
        return Visit(request, parameters, desk, session, caller)

    def _sent_to_sign_in(self, request: Request, reason: str) -> Answer:
        """And back afterwards to the page, the whole of it; that what was typed was not sent is said."""
        visit = Visit(request, {}, self._desk, None, None)
        is_page = request.method == "GET" and not visit.is_fragment
        back = f"&next={quote(visit.here if is_page else visit.came_from)}"
        if request.method == "POST" or (visit.is_fragment and visit.query.get("name_prefix")):
            back = f"&unsent=yes{back}"
        return visit.redirect(f"{SIGN_IN}?ended={quote(reason)}{back}", *self._desk.sessions.ended())


def cookies_of(request: Request) -> dict[str, str]:
    return dict(parse_cookie(request.environ.get("HTTP_COOKIE", "")))
