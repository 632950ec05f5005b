"""A service place is changed, or given another use from a day on."""

from http import HTTPStatus
from typing import Any

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import whole
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.new_place import hours_of
from gateway.console.views.posts import YES
from gateway.console.views.service_places import WEEKDAYS, ends_from
from gateway.console.visit import Visit

TEXTS = ("name", "address", "area_m2", "capacity")
FLAGS = ("mobile", "follows_calendar")
FIELDS = (*TEXTS, *FLAGS, "hours")
USE = ("kind", "name", "on")
WEEK = tuple(f"{word}.{day}" for day in WEEKDAYS for word in ("opens", "closes"))


def ask_change(visit: Visit) -> Answer:
    return _change(visit)


def change(visit: Visit) -> Answer:
    """The hours only where one was touched: a day may have more spans than the form shows."""
    form, place_id = visit.form, visit.parameters["place_id"]
    given: Body = {name: form.get(name).strip() for name in TEXTS} | {"capacity": whole(form.get("capacity"))}
    body = {name: value for name, value in given.items() if value not in ("", None)}
    body |= {"address": given["address"]} | {name: form.get(name) == YES for name in FLAGS}
    body |= {"hours": hours_of(visit)} if _are_other_hours(visit) else {}
    try:
        visit.api.patch(f"/v1/places/{place_id}", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _change(visit, Refusal.of(refused, *FIELDS))
    return visit.redirect(f"/console/places/{place_id}?done=place_changed")


def ask_reuse(visit: Visit) -> Answer:
    return _reuse(visit)


def reuse(visit: Visit) -> Answer:
    form, place_id = visit.form, visit.parameters["place_id"]
    body = {name: form.get(name).strip() for name in USE if form.get(name)}
    try:
        visit.api.post(f"/v1/places/{place_id}/reuse", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _reuse(visit, Refusal.of(refused, *USE))
    return visit.redirect(f"/console/places/{place_id}?done=place_reused")


def _are_other_hours(visit: Visit) -> bool:
    return any(visit.form.get(name) != visit.form.get(f"was.{name}") for name in WEEK)


def _change(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
    place, form = told.body, visit.form
    shown = {name: "" if place[name] is None else str(place[name]) for name in TEXTS}
    shown |= {name: YES if place[name] else "" for name in FLAGS}
    wrong = refusal.beside if refusal else {}
    hours = [(day, *_span(place, day)) for day in WEEKDAYS]
    typed = [(day, form.get(f"opens.{day}"), form.get(f"closes.{day}")) for day in WEEKDAYS]
    return _page(
        visit,
        "places/change.html",
        told.tag,
        place,
        refusal,
        title=visit.speech.say("places.change_title", name=place["name"]),
        is_new=False,
        given={name: form.get(name) for name in (*TEXTS, *FLAGS)} if refusal else shown,
        hours=typed if refusal else hours,
        were=hours,
        wrong_hours=next((said for name, said in wrong.items() if name.startswith("hours")), ""),
    )


def _span(place: Body, day: int) -> tuple[str, str]:
    """The first one of a day."""
    first = next((each for each in place["hours"] if each["weekday"] == day), None)
    return (first["opens"], first["closes"]) if first else ("", "")


def _reuse(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
    today = {"kind": "", "name": "", "on": visit.desk.clock.today().isoformat()}
    return _page(
        visit,
        "places/reuse.html",
        told.tag,
        told.body,
        refusal,
        title=visit.speech.say("places.reuse_title", name=told.body["name"]),
        given={name: visit.form.get(name) for name in USE} if refusal else today,
        ends_from=ends_from(told.body),
        is_too_early=today["on"] < ends_from(told.body),
    )


def _page(
    visit: Visit, template: str, tag: str, place: Body, refusal: Refusal | None, **values: Any
) -> Answer:
    area = visit.area(place["area_id"])
    return visit.page(
        template,
        refusal.status if refusal else HTTPStatus.OK,
        place=place,
        area=area,
        above=above(visit, area) if area else [],
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(tag, refusal),
        **values,
    )
