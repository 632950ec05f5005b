"""Somebody is appointed to a post, or deputises for days: who, then from when to when."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.posts import YES
from gateway.console.visit import Visit

FIELDS = ("area_id", "role", "staff_id", "valid_from", "valid_to")


def ask(visit: Visit) -> Answer:
    return _page(visit)


def appoint(visit: Visit) -> Answer:
    form, area_id = visit.form, visit.parameters["area_id"]
    given: Body = {name: form.get(name) for name in ("role", "staff_id", "valid_from", "valid_to")}
    wanted = {name: value for name, value in given.items() if value}
    new = wanted | {
        "id": visit.id_of("appointment"),
        "area_id": area_id,
        "deputises": form.get("deputises") == YES,
    }
    try:
        visit.api.post("/v1/appointments/batch", {"appointments": [new]}, key=form.get("key"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused.of_row("appointments.0"), *FIELDS))
    visit.forget()
    return visit.redirect(f"/console/areas/{area_id}/posts?done=appointed")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    """What was typed, where it comes back; else what the address names."""
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    given, visit.keeps = visit.given, True
    role, deputises = given.get("role"), given.get("deputises") == YES
    word = "appoint.deputy_title" if deputises else "appoint.title"
    return visit.page(
        "posts/appoint.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say(word, role=visit.post_roles.name(role)),
        area=area,
        above=above(visit, area),
        role=role,
        deputises=deputises,
        person=visit.staff(given.get("staff_id")),
        valid_from=given.get("valid_from") or visit.desk.clock.today().isoformat(),
        valid_to=given.get("valid_to"),
        refusal=refusal,
        key=visit.key_after(refusal),
    )
