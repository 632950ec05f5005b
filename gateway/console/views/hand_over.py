"""Somebody's posts, groups and open work go to somebody else, all or chosen ones: to whom, what moves and
stays, then in one step.
"""

from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import Form
from gateway.console.places import fits
from gateway.console.refusal import Refusal
from gateway.console.views.chosen import LOOKED_AT, Chosen
from gateway.console.views.handed import held, name_of_group
from gateway.console.views.posts import YES
from gateway.console.visit import Visit
from services.chassis.ids import new_id

SHOWN_AT_ONCE = 50
FIELDS = ("to_id", "on", "appointment_ids", "grouping_ids")
TICKED, OTHER_DAY, OTHER_CHOICE = TOLD = ("ticked", "other_day", "other_choice")
"""Why something was looked at and not done."""


@dataclass(frozen=True)
class Asked:
    """To whom, from which day, and what."""

    to_id: str
    on: str
    chosen: Chosen


def ask(visit: Visit) -> Answer:
    query = visit.query
    return _look(visit, Asked(query.get("to_id"), query.get("on") or visit.today, Chosen.of(query)))


def hand_over(visit: Visit) -> Answer:
    """What was looked at, on the day that was; anything else is looked at first."""
    form, staff_id = visit.form, visit.parameters["staff_id"]
    asked = Asked(form.get("to_id"), form.get("on"), Chosen.sent(form))
    told = _told(form, asked)
    if told or asked.chosen.is_nothing or form.get("do") == "look":
        pairs = [
            ("to_id", asked.to_id),
            ("on", asked.on),
            *asked.chosen.pairs,
            *((each, YES) for each in told),
        ]
        place = f"/console/staff/{staff_id}/hand-over?{urlencode(pairs)}"
        return visit.redirect(place) if fits(place) else _look(visit, asked, told)
    body = {"to_id": asked.to_id, "on": asked.on} | asked.chosen.body
    try:
        visit.api.post(_path(visit), body, key=form.get("key"))
    except ApiRefused as refused:
        return _page(visit, asked, refusal=Refusal.of(refused, *FIELDS))
    visit.forget()
    return visit.redirect(f"/console/staff/{staff_id}?done=handed")


def _told(form: Form, asked: Asked) -> list[str]:
    """What is said of a form that is looked at first, though it was to be done; of a tick always."""
    if asked.chosen != Chosen.of(form):
        return [TICKED]
    if form.get("do") == "look":
        return []
    if asked.on != form.get("looked_on"):
        return [OTHER_DAY]
    return [OTHER_CHOICE] if asked.chosen.said != form.get(LOOKED_AT) else []


def _look(visit: Visit, asked: Asked, told: Collection[str] = ()) -> Answer:
    """As soon as it is known to whom it goes, and what."""
    told = told or [each for each in TOLD if visit.query.get(each) == YES]
    if not asked.to_id or asked.chosen.is_nothing:
        return _page(visit, asked)
    try:
        foreseen = _foreseen(visit, asked)
    except ApiRefused as refused:
        refusal = Refusal.of(refused, *FIELDS, of_preview=True)
        return _page(visit, asked, refusal=refusal)
    return _page(visit, asked, foreseen, told=told)


def _foreseen(visit: Visit, asked: Asked) -> Body:
    body = {"to_id": asked.to_id, "on": asked.on, "dry_run": True} | asked.chosen.body
    return visit.api.post(_path(visit), body, key=new_id())


def _path(visit: Visit) -> str:
    return f"/v1/staff/{visit.parameters['staff_id']}/hand-over"


def _page(
    visit: Visit,
    asked: Asked,
    foreseen: Body | None = None,
    refusal: Refusal | None = None,
    told: Collection[str] = (),
) -> Answer:
    person, visit.keeps = visit.api.get(f"/v1/staff/{visit.parameters['staff_id']}"), True
    receiver, chosen = visit.staff(asked.to_id), asked.chosen
    elsewhere = f"/console/staff/{person['id']}/hand-over?{chosen.said}"
    theirs = held(visit, person["id"], asked.on, chosen) if receiver else None
    names = dict(theirs.groups) if theirs else {}
    return visit.page(
        "staff/hand_over.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("hand_over.title", name=person["display_name"]),
        person=person,
        receiver=receiver,
        on=asked.on,
        chosen=chosen,
        held=theirs,
        group_name=lambda each: names[each] if each in names else name_of_group(visit, each),
        told=told,
        elsewhere=elsewhere if fits(elsewhere) else "",
        foreseen=foreseen,
        shown_at_once=SHOWN_AT_ONCE,
        refusal=refusal,
        key=visit.key_after(refusal),
    )
