"""A service place is changed: what differs from what was seen is sent, and nothing else."""

from dataclasses import dataclass
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import Form, whole
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.place_position import NUMBERS, POSITION, kept_in, position_of, typed_in
from gateway.console.views.place_week import Line, hours_of, lines_in, lines_of, of_day
from gateway.console.views.posts import YES
from gateway.console.views.service_places import WEEKDAYS
from gateway.console.visit import Visit

LABELS = {
    "name": "places.name", "address": "places.address", "area_m2": "places.area_m2",
    "capacity": "places.capacity", "mobile": "places.mobile_said",
    "follows_calendar": "places.follows_calendar_said",
}  # fmt: skip
FLAGS = ("mobile", "follows_calendar")
MAY_BE_NONE = ("area_m2", "capacity")
FIELDS = (*LABELS, "position", "hours")
WAS, FILLED = "was.", "filled"
"""What was seen, before each name; and that something was typed, which may be that all is empty."""


@dataclass(frozen=True)
class Shown:
    """What the form shows of a place, or what was typed into it."""

    fields: dict[str, str]
    week: list[Line]

    @classmethod
    def of(cls, place: Body) -> "Shown":
        texts = {
            name: "" if place[name] is None else str(place[name]) for name in LABELS if name not in FLAGS
        }
        ticks = {name: YES if place[name] else "" for name in FLAGS}
        return cls(texts | ticks | kept_in(place), lines_of(place["hours"]))

    @classmethod
    def sent(cls, form: Form, before: str = "") -> "Shown":
        texts = {name: form.get(before + name).strip() for name in LABELS}
        return cls(texts | typed_in(form, before), lines_in(form, before))

    @property
    def position(self) -> Body | None:
        return position_of(self.fields)

    def where_touched(self, was: "Shown", now: "Shown") -> "Shown":
        """This, but what is the same here as in `was` as it is now."""
        fields = {
            name: now.fields[name] if said == was.fields[name] else said for name, said in self.fields.items()
        }
        stands = now if self.position == was.position else self
        fields |= {name: stands.fields[name] for name in POSITION}
        week = [line for day in WEEKDAYS for line in self._day(day, was, now)]
        return Shown(fields, week)

    def _day(self, day: int, was: "Shown", now: "Shown") -> list[Line]:
        mine = of_day(self.week, day)
        is_same = hours_of(mine) == hours_of(of_day(was.week, day))
        return of_day(now.week, day) if is_same else mine


def ask(visit: Visit) -> Answer:
    return _page(visit)


def change(visit: Visit) -> Answer:
    form, place_id = visit.form, visit.parameters["place_id"]
    was, typed = Shown.sent(form, WAS), Shown.sent(form)
    try:
        path = f"/v1/places/{place_id}"
        visit.api.patch(path, _differing(was, typed), key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *FIELDS))
    return visit.redirect(f"/console/places/{place_id}?done=place_changed")


def _differing(was: Shown, typed: Shown) -> Body:
    body: Body = {name: typed.fields[name] for name in LABELS if typed.fields[name] != was.fields[name]}
    body |= {name: body[name] == YES for name in FLAGS if name in body}
    body |= {"capacity": whole(body["capacity"])} if "capacity" in body else {}
    body |= {name: None for name in MAY_BE_NONE if body.get(name) == ""}
    body |= {"position": typed.position} if typed.position != was.position else {}
    hours = hours_of(typed.week)
    return body | ({"hours": hours} if hours != hours_of(was.week) else {})


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    """After somebody else's change the form stands on it; else it keeps what it was made from."""
    told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
    place, form, visit.keeps = told.body, visit.given, True
    now = was = given = Shown.of(place)
    rows: list[tuple[str, str, str]] = []
    if refusal or form.get(FILLED):
        was, given = Shown.sent(form, WAS), Shown.sent(form)
    if refusal and refusal.is_stale:
        rows = _rows(visit, was, now)
        given, was = given.where_touched(was, now), now
    wrong = refusal.beside if refusal else {}
    area = visit.area(place["area_id"])
    return visit.page(
        "places/change.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("places.change_title", name=place["name"]),
        place=place,
        area=area,
        above=above(visit, area) if area else [],
        is_new=False,
        given=given.fields,
        week=given.week,
        was=was,
        rows=rows,
        wrong_hours=next((said for name, said in wrong.items() if name.startswith("hours")), ""),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )


def _rows(visit: Visit, was: Shown, now: Shown) -> list[tuple[str, str, str]]:
    """What somebody else changed: its name, as it was seen, as it is."""
    say, term = visit.speech.say, visit.speech.term
    rows = []
    for name, label in (LABELS | NUMBERS).items():
        before, after = (
            term("flag", each.fields[name] or "no") if name in FLAGS else each.fields[name]
            for each in (was, now)
        )
        rows.append((say(label), before or term("none", None), after or term("none", None)))
    for day in WEEKDAYS:
        before, after = (_spans(of_day(each.week, day)) or say("places.shut_that_day") for each in (was, now))
        rows.append((term("weekday", str(day)), before, after))
    return [row for row in rows if row[1] != row[2]]


def _spans(lines: list[Line]) -> str:
    return " ".join(f"{each.opens}–{each.closes}" for each in lines if each.opens or each.closes)
