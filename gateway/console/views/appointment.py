"""One appointment: who holds what from when, and its end."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.chosen import of_one
from gateway.console.views.terms import WITHDRAW, end_of, first_end, may_end, may_withdraw
from gateway.console.visit import Visit


def ask(visit: Visit) -> Answer:
    return _page(visit)


def end(visit: Visit) -> Answer:
    form = visit.form
    path = f"/v1/appointments/{visit.parameters['appointment_id']}/end"
    until = end_of(visit, form.get("valid_from"))
    body = {"valid_to": until} if until else {}
    try:
        ended = visit.api.post(path, body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, "valid_to"))
    visit.forget()
    done = "withdrawn" if form.get("do") == WITHDRAW else "ended"
    return visit.redirect(f"/console/areas/{ended['area_id']}/posts?done={done}")


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
        hand_over=_hand_over(visit, shown),
        may_withdraw=may_withdraw(visit, shown),
        was=visit.form.get("was"),
        stands_on=visit.seen_after("", refusal, "was"),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )


def _hand_over(visit: Visit, shown: Body) -> str:
    """Of that post alone; what is over is handed over no more, and its cases go with everything."""
    is_over = not may_end(visit, shown) and not may_withdraw(visit, shown)
    return of_one(shown["staff_id"], **{} if is_over else {"appointment_id": shown["id"]})
