"""An area gets another name; its codes stay."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.visit import Visit
from gateway.console.warrant import FIELDS, warrant_of
from gateway.etag import seen_version


def ask(visit: Visit) -> Answer:
    return _page(visit)


def rename(visit: Visit) -> Answer:
    form, area_id = visit.form, visit.parameters["area_id"]
    body = {"name": form.get("name").strip()} | warrant_of(form)
    try:
        named = visit.api.patch(f"/v1/areas/{area_id}", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, "name", *FIELDS))
    visit.forget()
    done = "same_name" if named["version"] == seen_version(form.get("seen")) else "renamed"
    return visit.redirect(f"/console/areas/{area_id}?done={done}")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/areas/{visit.parameters['area_id']}")
    area, visit.keeps = told.body, True
    if not area["active"]:
        return ended(visit, area)
    return visit.page(
        "areas/name.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("rename.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        name=visit.given.get("name") or area["name"] if not refusal else visit.form.get("name"),
        given={name: visit.given.get(name) for name in FIELDS},
        was=visit.form.get("was"),
        stands_on=visit.seen_after(area["name"], refusal, "was"),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )
