"""A service place gets another use from a day on."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.service_places import ends_from
from gateway.console.visit import Visit

FIELDS = ("kind", "name", "on")


def ask(visit: Visit) -> Answer:
    return _page(visit)


def reuse(visit: Visit) -> Answer:
    form, place_id = visit.form, visit.parameters["place_id"]
    body = {name: form.get(name).strip() for name in FIELDS if form.get(name)}
    try:
        visit.api.post(f"/v1/places/{place_id}/reuse", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *FIELDS))
    return visit.redirect(f"/console/places/{place_id}?done=place_reused")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
    place, area, visit.keeps = told.body, visit.area(told.body["area_id"]), True
    given = {name: visit.given.get(name) for name in FIELDS}
    given |= {"on": given["on"] or visit.today} if refusal is None else {}
    return visit.page(
        "places/reuse.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("places.reuse_title", name=place["name"]),
        place=place,
        area=area,
        above=above(visit, area) if area else [],
        given=given,
        ends_from=ends_from(place),
        is_too_early=visit.today < ends_from(place),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )
