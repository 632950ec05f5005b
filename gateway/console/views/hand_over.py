"""Somebody's posts and open work go to somebody else: to whom, what moves and stays, then in one step."""

from http import HTTPStatus
from urllib.parse import urlencode

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.posts import YES
from gateway.console.visit import Visit
from services.chassis.ids import new_id

SHOWN_AT_ONCE = 50


def ask(visit: Visit) -> Answer:
    """Looked at as soon as it is known to whom it goes."""
    to_id = visit.query.get("to_id")
    on = visit.query.get("on") or visit.desk.clock.today().isoformat()
    if not to_id:
        return _page(visit, "", on)
    body = {"to_id": to_id, "on": on, "dry_run": True}
    try:
        foreseen = visit.api.post(_path(visit), body, key=new_id())
    except ApiRefused as refused:
        return _page(visit, to_id, on, refusal=Refusal.of(refused, "to_id", "on", of_preview=True))
    return _page(visit, to_id, on, foreseen)


def hand_over(visit: Visit) -> Answer:
    """On the day that was looked at; any other one is looked at first."""
    form, staff_id = visit.form, visit.parameters["staff_id"]
    is_other_day = form.get("on") != form.get("looked_on")
    if is_other_day or form.get("do") == "look":
        asked = {"to_id": form.get("to_id"), "on": form.get("on")}
        asked |= {"other_day": YES} if is_other_day and form.get("do") != "look" else {}
        return visit.redirect(f"/console/staff/{staff_id}/hand-over?{urlencode(asked)}")
    body = {"to_id": form.get("to_id"), "on": form.get("on")}
    try:
        visit.api.post(_path(visit), body, key=form.get("key"))
    except ApiRefused as refused:
        return _page(visit, form.get("to_id"), form.get("on"), refusal=Refusal.of(refused, "to_id", "on"))
    visit.forget()
    return visit.redirect(f"/console/staff/{staff_id}?done=handed")


def _path(visit: Visit) -> str:
    return f"/v1/staff/{visit.parameters['staff_id']}/hand-over"


def _page(
    visit: Visit, to_id: str, on: str, foreseen: Body | None = None, refusal: Refusal | None = None
) -> Answer:
    person, visit.keeps = visit.api.get(f"/v1/staff/{visit.parameters['staff_id']}"), True
    return visit.page(
        "staff/hand_over.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("hand_over.title", name=person["display_name"]),
        person=person,
        receiver=visit.staff(to_id),
        on=on,
        is_other_day=bool(foreseen) and visit.query.get("other_day") == YES,
        foreseen=foreseen,
        shown_at_once=SHOWN_AT_ONCE,
        refusal=refusal,
        key=visit.key_after(refusal),
    )
