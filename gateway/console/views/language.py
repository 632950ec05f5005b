"""Chinese first, English by choice: remembered by the browser for a year."""

from werkzeug.http import dump_cookie

from gateway.answer import Answer
from gateway.console.forgery import speaks_tls
from gateway.console.page import LANGUAGE_COOKIE
from gateway.console.places import place_of_ours
from gateway.console.visit import Visit
from services.chassis.words import spoken_language

A_YEAR = 31_536_000


def choose(visit: Visit) -> Answer:
    cookie = dump_cookie(
        LANGUAGE_COOKIE,
        spoken_language(visit.form.get("language")),
        max_age=A_YEAR,
        secure=speaks_tls(visit.request),
        httponly=True,
        samesite="Strict",
    )
    return visit.redirect(place_of_ours(visit.form.get("back")), ("Set-Cookie", cookie))
