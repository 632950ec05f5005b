"""A service place is entered: where it is, what it is, and when it is open."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import whole
from gateway.console.places import place_with
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.changed_place import FILLED
from gateway.console.views.place_position import POSITION, position_of, typed_in
from gateway.console.views.place_week import hours_of, lines_in
from gateway.console.views.posts import YES
from gateway.console.visit import Visit

TEXTS = ("area_id", "kind", "name", "opened_on", "address", "area_m2")
FIELDS = (*TEXTS, "capacity", "mobile", "position", "hours")
TYPED = (*TEXTS, "capacity", "mobile", "follows_calendar", *POSITION)


def ask(visit: Visit) -> Answer:
    return _page(visit, visit.query.get("area_id"))


def enter(visit: Visit) -> Answer:
    form = visit.form
    given: Body = {name: form.get(name).strip() for name in TEXTS}
    given |= {"capacity": whole(form.get("capacity")), "position": position_of(typed_in(form))}
    place = {name: value for name, value in given.items() if value not in ("", None)} | {
        "id": visit.id_of("place"),
        "mobile": form.get("mobile") == YES,
        "follows_calendar": form.get("follows_calendar") == YES,
        "hours": hours_of(lines_in(form)),
    }
    try:
        visit.api.post("/v1/places/batch", {"places": [place]}, key=form.get("key"))
    except ApiRefused as refused:
        return _page(visit, form.get("area_id"), Refusal.of(refused.of_row("places.0"), *FIELDS))
    return visit.redirect(f"/console/places/{place['id']}?done=place_entered")


def _page(visit: Visit, area_id: str, refusal: Refusal | None = None) -> Answer:
    area, form, visit.keeps = visit.area(area_id), visit.given, True
    usual = {} if form.get(FILLED) else {"opened_on": visit.today, "follows_calendar": YES}
    given = {name: form.get(name, usual.get(name, "")) for name in TYPED}
    typed = [(name, value) for name, value in form.fields if name not in ("area_id", "seen")]
    wrong = refusal.beside if refusal else {}
    return visit.page(
        "places/new.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="places.new",
        is_new=True,
        area=area,
        above=above(visit, area) if area else [],
        given=given,
        week=lines_in(form),
        elsewhere=place_with("/console/places/new", typed),
        wrong_hours=next((said for name, said in wrong.items() if name.startswith("hours")), ""),
        refusal=refusal,
        key=visit.key_after(refusal),
    )
