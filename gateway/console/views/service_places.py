"""Service places: a list by area, kind and what is open now, and each place's page."""

from datetime import date, timedelta
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.posts import YES
from gateway.console.visit import Visit

AT_ONCE = 30
WEEKDAYS = range(1, 8)
CLOSE, TAKE_BACK = "close", "take_back"
TITLES = {
    "exceptions": "places.exceptions", "duties": "places.duties", "zones": "places.zones",
    "equipment": "places.equipment", "operators": "places.operators", "organisations": "places.organisations",
}  # fmt: skip
"""What a place has several of, each with the word that it goes by."""


def index(visit: Visit) -> Answer:
    asked = visit.query
    area = visit.area(asked.get("area_id"))
    page = visit.api.get(
        "/v1/places",
        area_id=asked.get("area_id"),
        kind=asked.get("kind"),
        open_now="true" if asked.get("open") == YES else None,
        closed="true" if asked.get("closed") == YES else None,
        after=asked.get("after"),
        limit=AT_ONCE,
    )
    chosen = {name: asked.get(name) for name in ("area_id", "kind", "open", "closed")}
    return visit.page(
        "places/index.html",
        title_key="places.title",
        page=page,
        area=area,
        above=above(visit, area) if area else [],
        chosen=chosen,
        is_later=bool(asked.get("after")),
    )


def place(visit: Visit) -> Answer:
    return _page(visit)


def close(visit: Visit) -> Answer:
    form, place_id = visit.form, visit.parameters["place_id"]
    body = {"on": form.get("on")}
    try:
        visit.api.post(f"/v1/places/{place_id}/close", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, "on"), sent=CLOSE)
    return visit.redirect(f"/console/places/{place_id}?done=place_closed")


def take_back(visit: Visit) -> Answer:
    form, place_id = visit.form, visit.parameters["place_id"]
    try:
        visit.api.post(f"/v1/places/{place_id}/take-back", {}, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused), sent=TAKE_BACK)
    return visit.redirect(f"/console/places/{place_id}?done=use_taken_back")


def _page(visit: Visit, refusal: Refusal | None = None, sent: str = "") -> Answer:
    """A refusal is of the form that was `sent`: the other one stays as it is on a page made just now."""
    told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
    shown = told.body
    area = visit.area(shown["area_id"])
    hours = {day: [each for each in shown["hours"] if each["weekday"] == day] for day in WEEKDAYS}
    began_today = _began_today(shown, visit.today)
    is_gone = sent == TAKE_BACK and refusal is not None and refusal.may_be_done and not began_today
    return visit.page(
        "places/place.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=shown["name"],
        place=shown,
        area=area,
        above=above(visit, area) if area else [],
        hours=hours,
        part_titles=TITLES,
        on=visit.form.get("on") or visit.desk.clock.today().isoformat(),
        ends_from=ends_from(shown),
        began_today=began_today,
        is_gone=is_gone,
        sent=sent,
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
        now=told.tag,
    )


def _began_today(place: Body, today: str) -> bool:
    """Its present use did: it may be taken back."""
    return not place["closed_on"] and bool(place["uses"]) and place["uses"][-1]["valid_from"] >= today


def ends_from(place: Body) -> str:
    """The first day that its present use may end on, or the next one begin: not the one it began on. Empty:
    it was never used, and any day will do.
    """
    if place["closed_on"] or not place["uses"]:
        return str(place["closed_on"] or "") if place["uses"] else ""
    return (date.fromisoformat(place["uses"][-1]["valid_from"]) + timedelta(days=1)).isoformat()
