"""Which language the console speaks: the one that was chosen, which the browser remembers for a year."""

from collections.abc import Mapping

from werkzeug.http import dump_cookie

from gateway.console.forgery import speaks_tls
from gateway.request import Request
from services.chassis.words import LANGUAGES

LANGUAGE_COOKIE = "linli_language"
A_YEAR = 31_536_000


def language_of(request: Request, cookies: Mapping[str, str]) -> str:
    """The one that was chosen, else the one that the browser wishes."""
    chosen = cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else request.language


def remembered(request: Request, language: str) -> tuple[str, str]:
    """The header with which a browser keeps it."""
    cookie = dump_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=A_YEAR,
        secure=speaks_tls(request),
        httponly=True,
        samesite="Strict",
    )
    return "Set-Cookie", cookie
