"""One appointment: who holds what from when, and its end."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.terms import first_end, may_end
from gateway.console.visit import Visit


def ask(visit: Visit) -> Answer:
    return _page(visit)


def end(visit: Visit) -> Answer:
    form = visit.form
    path = f"/v1/appointments/{visit.parameters['appointment_id']}/end"
    body = {"valid_to": form.get("valid_to")} if form.get("valid_to") else {}
    try:
        ended = visit.api.post(path, body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, "valid_to"))
    visit.forget()
    return visit.redirect(f"/console/areas/{ended['area_id']}/posts?done=ended")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/appointments/{visit.parameters['appointment_id']}")
    shown = told.body
    area, visit.keeps = visit.area(shown["area_id"]), True
    return visit.page(
        "posts/appointment.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="appointment.title",
        appointment=shown,
        area=area,
        above=above(visit, area) if area else [],
        valid_to=visit.given.get("valid_to") or first_end(visit, shown),
        may_end=may_end(visit, shown),
        was=visit.form.get("was"),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )
