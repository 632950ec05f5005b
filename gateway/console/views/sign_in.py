"""Who it is: by a token, or, in the sample, by a role of its own."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import inner_request
from gateway.console.errors import DemoRoleUnknown, TokenTooLong
from gateway.console.forgery import speaks_tls
from gateway.console.places import HOME, place_of_ours
from gateway.console.sections import SECTIONS
from gateway.console.visit import Visit
from services.chassis.errors import TokenReason, TokenRefused
from services.chassis.words import spoken_language

FIRST_ROLES = ("community_secretary", "grid_worker", "district_officer", "operator")
"""Of the sample, those that show the most."""
BEARER = "Bearer "
"""What stands before a token in a request that somebody may have copied it from."""


def home(visit: Visit) -> Answer:
    """The first section that is this caller's to see."""
    place = next((section.place for section in SECTIONS if visit.may(section.rpc)), None)
    return visit.redirect(place) if place else visit.page("nothing_here.html", title_key="nothing.title")


def ask(visit: Visit) -> Answer:
    if visit.is_signed_in:
        return visit.redirect(HOME)
    ended = visit.query.get("ended")
    return _form(visit, ended=ended in set(TokenReason) - {TokenReason.MISSING})


def sign_in(visit: Visit) -> Answer:
    """Raises TooManyRequests for who shows too many tokens that are none."""
    try:
        token = _token(visit)
        visit.desk.door.admit(inner_request(visit.request, token))
        session = visit.desk.sessions.begin(token, visit.desk.clock.now())
        cookie = visit.desk.sessions.header(session, speaks_tls(visit.request))
    except (TokenRefused, TokenTooLong, DemoRoleUnknown) as refused:
        said = visit.desk.catalogue.say(
            spoken_language(visit.request.language), f"errors.{refused.code}", refused.values
        )
        return _form(visit, HTTPStatus.UNPROCESSABLE_ENTITY, refused=said)
    return visit.redirect(place_of_ours(visit.form.get("next")), cookie)


def sign_out(visit: Visit) -> Answer:
    return visit.redirect("/console/sign-in", *visit.desk.sessions.ended())


def _token(visit: Visit) -> str:
    """Raises DemoRoleUnknown."""
    role, demo = visit.form.get("role"), visit.desk.demo
    if not role:
        return "".join(visit.form.get("token").strip().removeprefix(BEARER).split())
    tokens = demo() if demo else {}
    if role not in tokens:
        raise DemoRoleUnknown
    return tokens[role]


def _form(visit: Visit, status: int = HTTPStatus.OK, *, refused: str = "", ended: bool = False) -> Answer:
    roles = list(visit.desk.demo()) if visit.desk.demo else []
    first = [role for role in FIRST_ROLES if role in roles]
    return visit.page(
        "sign_in.html",
        status,
        title_key="sign_in.title",
        refused=refused,
        ended=ended,
        unsent=visit.query.get("unsent") == "yes",
        first_roles=first,
        more_roles=[role for role in roles if role not in first],
        next=place_of_ours(visit.query.get("next") or visit.form.get("next")),
    )
