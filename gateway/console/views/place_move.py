"""A service place comes into another area: that is chosen, from where to where is shown, then it is moved."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.visit import Visit

WAS = "was.area_id"


def ask(visit: Visit) -> Answer:
    return _page(visit, visit.query.get("area_id"))


def move(visit: Visit) -> Answer:
    form, place_id = visit.form, visit.parameters["place_id"]
    body = {"area_id": form.get("area_id")}
    try:
        visit.api.patch(f"/v1/places/{place_id}", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, form.get("area_id"), Refusal.of(refused, "area_id"))
    return visit.redirect(f"/console/places/{place_id}?done=place_moved")


def _page(visit: Visit, area_id: str, refusal: Refusal | None = None) -> Answer:
    """From the area that was seen, until it is said that somebody else moved the place."""
    told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
    place, to, visit.keeps = told.body, visit.area(area_id), True
    now = place["area_id"]
    was, stands_in = visit.given.get(WAS, now), visit.seen_after(now, refusal, WAS)
    area = visit.area(stands_in)
    return visit.page(
        "places/move.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("places.move_title", name=place["name"]),
        place=place,
        area=area,
        above=above(visit, area) if area else [],
        to=to,
        above_to=above(visit, to) if to else [],
        is_there=area_id == stands_in,
        stands_in=stands_in,
        rows=[(visit.speech.say("posts.area"), _name(visit, was), _name(visit, now))],
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )


def _name(visit: Visit, area_id: str) -> str:
    area = visit.area(area_id)
    return str(area["name"]) if area else visit.speech.term("none", None)
