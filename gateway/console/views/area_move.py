"""An area comes under another parent: the parent is chosen, what comes along is shown, then it is moved."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.visit import Visit
from gateway.console.warrant import FIELDS, look_again, warrant_of
from services.chassis.ids import new_id


def ask(visit: Visit) -> Answer:
    return _page(visit, visit.query.get("parent_id"))


def move(visit: Visit) -> Answer:
    """On the day that was looked at; any other one is looked at first."""
    form, area_id = visit.form, visit.parameters["area_id"]
    if again := look_again(form, visit.request.path, "parent_id"):
        return visit.redirect(again)
    body = {"parent_id": form.get("parent_id")} | warrant_of(form)
    try:
        visit.api.post(f"/v1/areas/{area_id}/move", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, form.get("parent_id"), Refusal.of(refused, "parent_id", *FIELDS))
    visit.forget()
    return visit.redirect(f"/console/areas/{area_id}?done=moved")


def _page(visit: Visit, parent_id: str, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/areas/{visit.parameters['area_id']}")
    area, parent, visit.keeps = told.body, visit.area(parent_id), True
    if not area["active"]:
        return ended(visit, area)
    foreseen, foreseen_refusal = _foreseen(visit, area["id"], parent_id, told.tag) if parent else (None, None)
    refusal = refusal or foreseen_refusal
    return visit.page(
        "areas/move.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("move.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        parent=parent,
        above_parent=above(visit, parent) if parent else [],
        foreseen=foreseen,
        people=visit.api.get(f"/v1/areas/{area['id']}/counts") if foreseen else None,
        given={name: visit.given.get(name) for name in FIELDS},
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.looked_at_after(told.tag, refusal),
    )


def _foreseen(visit: Visit, area_id: str, parent_id: str, tag: str) -> tuple[Body | None, Refusal | None]:
    """What would come along, or why nothing would."""
    path, body = f"/v1/areas/{area_id}/move/preview", {"parent_id": parent_id} | warrant_of(visit.given)
    try:
        return visit.api.post(path, body, key=new_id(), seen=tag), None
    except ApiRefused as refused:
        return None, Refusal.of(refused, "parent_id", *FIELDS, of_preview=True)
