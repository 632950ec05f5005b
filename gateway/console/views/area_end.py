"""An area comes to an end: who succeeds it, what would go there, then it is done."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import version
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.views.posts import YES
from gateway.console.visit import Visit
from gateway.console.warrant import FIELDS as WARRANT
from gateway.console.warrant import look_again, warrant_of
from services.chassis.ids import new_id

FIELDS = (*WARRANT, "successor")


def ask(visit: Visit) -> Answer:
    """Looked at as soon as it is known who succeeds, or that nobody does."""
    return _page(visit, visit.query.get("successor_id"), visit.query.get("nobody") == YES)


def end(visit: Visit) -> Answer:
    """On the day that was looked at; any other one is looked at first."""
    form, area_id = visit.form, visit.parameters["area_id"]
    if again := look_again(form, visit.request.path, "successor_id", "nobody"):
        return visit.redirect(again)
    successor_id = form.get("successor_id")
    body = warrant_of(form) | _succeeded_by(successor_id, version(form.get("successor_version")))
    path = f"/v1/areas/{area_id}/abolish"
    try:
        done = visit.api.post(path, body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, successor_id, not successor_id, Refusal.of(refused, *FIELDS))
    visit.forget()
    succeeded = [each["id"] for each in done["areas"]]
    shown = next(iter(succeeded), form.get("parent_id"))
    said = f"done=abolished{'_into' if succeeded else ''}&of={area_id}"
    return visit.redirect(f"/console/areas/{shown}?{said}" if shown else f"/console/areas?{said}")


def _succeeded_by(successor_id: str, seen_version: int) -> Body:
    return {"successor": {"area_id": successor_id, "seen_version": seen_version}} if successor_id else {}


def _page(visit: Visit, successor_id: str, nobody: bool, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/areas/{visit.parameters['area_id']}")
    area, visit.keeps = told.body, True
    if not area["active"]:
        return ended(visit, area)
    successor = visit.api.get(f"/v1/areas/{successor_id}") if successor_id else None
    foreseen = None
    if successor or nobody:
        foreseen, foreseen_refusal = _foreseen(visit, area["id"], successor, told.tag)
        refusal = refusal or foreseen_refusal
    return visit.page(
        "areas/end.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("end.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        successor=successor,
        is_chosen=bool(successor or nobody),
        foreseen=foreseen,
        given={name: visit.given.get(name) for name in WARRANT},
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.looked_at_after(told.tag, refusal),
        successor_version=visit.looked_at_after(
            str(successor["version"]) if successor else "", refusal, "successor_version"
        ),
    )


def _foreseen(
    visit: Visit, area_id: str, successor: Body | None, tag: str
) -> tuple[Body | None, Refusal | None]:
    """What would go to the successor, or why the area stays."""
    body = _succeeded_by(successor["id"], successor["version"]) if successor else {}
    body |= warrant_of(visit.given)
    try:
        return visit.api.post(f"/v1/areas/{area_id}/abolish/preview", body, key=new_id(), seen=tag), None
    except ApiRefused as refused:
        return None, Refusal.of(refused, *FIELDS, of_preview=True)
