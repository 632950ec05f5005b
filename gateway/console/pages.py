"""Templates to answers: whatever is put into a page is escaped, a name that a template lacks ends it."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gateway.answer import NOT_KEPT, Answer, Headers
from gateway.console.policy import POLICY
from gateway.console.speech import Speech, moment
from gateway.console.static_files import StaticFiles
from gateway.request import Request

TEMPLATES = Path(__file__).parent / "templates"
HTML = ("Content-Type", "text/html; charset=utf-8")


class Pages:
    def __init__(self, files: StaticFiles) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals |= {"asset": files.place}
        self._environment.globals["parts"] = self._environment.get_template("parts.html").module
        self._environment.filters |= {"moment": moment}

    def page(self, template: str, speech: Speech, status: int = HTTPStatus.OK, **values: Any) -> Answer:
        body = self._environment.get_template(template).render(
            t=speech.say, term=speech.term, language=speech.language, **values
        )
        headers: Headers = [HTML, NOT_KEPT, POLICY]
        return Answer(status, headers, body.encode())


def is_fragment(request: Request) -> bool:
    return "HTTP_HX_REQUEST" in request.environ


def redirect(place: str, *headers: tuple[str, str], is_fragment: bool = False) -> Answer:
    """To a place of ours; who asked for a part of a page is told to leave the whole of it."""
    if is_fragment:
        return Answer(HTTPStatus.OK, [HTML, NOT_KEPT, POLICY, ("HX-Redirect", place), *headers], b"")
    return Answer(HTTPStatus.SEE_OTHER, [("Location", place), NOT_KEPT, POLICY, *headers], b"")
