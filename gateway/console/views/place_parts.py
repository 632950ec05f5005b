"""A list of what a service place has several of, as a table that is sent whole: these and no others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import MORE, empty_rows
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.changed_place import FILLED
from gateway.console.views.service_places import TITLES, WEEKDAYS
from gateway.console.visit import Visit

EMPTY_ROWS = 3
DAYS = {f"day_{day}": day for day in WEEKDAYS}

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    """`how`: `text`, `number`, `date`, `clock`, `days`, `tick` or `choice`; `label` is a word."""

    name: str
    how: str
    label: str


@dataclass(frozen=True)
class Part:
    """One list. `rows` are made of what a place has, `body` of them; `hidden`: what they carry besides.

    `in_rows` says a refusal of the rows that the form has.
    """

    field: str
    columns: tuple[Column, ...]
    rows: Callable[[list[Body]], list[Row]]
    body: Callable[[list[Row], dict[str, str]], list[Body]]
    choices: Callable[[Visit, Body, list[Body]], dict[str, str]] = lambda *_: {}
    hidden: tuple[str, ...] = ()
    in_rows: Callable[[Refusal, list[Row]], Refusal] = lambda refusal, _: refusal

    @property
    def names(self) -> tuple[str, ...]:
        shown = (DAYS if each.how == "days" else (each.name,) for each in self.columns)
        return (*(name for names in shown for name in names), *self.hidden)

    def ask(self, visit: Visit) -> Answer:
        return self._page(visit)

    def give(self, visit: Visit) -> Answer:
        form, place_id = visit.form, visit.parameters["place_id"]
        if form.get("do") == MORE:
            return self._page(visit)
        rows = form.rows(*self.names)
        place = visit.api.get(f"/v1/places/{place_id}")
        body = {self.field: self.body(rows, self._choices(visit, place))}
        try:
            visit.api.patch(f"/v1/places/{place_id}", body, key=form.get("key"), seen=form.get("seen"))
        except ApiRefused as refused:
            refusal = Refusal.of(refused, self.field)
            return self._page(visit, self.in_rows(refusal, rows))
        return visit.redirect(f"/console/places/{place_id}?done=place_changed")

    def _choices(self, visit: Visit, place: Body) -> dict[str, str]:
        area = visit.area(place["area_id"])
        return self.choices(visit, place, [*above(visit, area), area] if area else [])

    def _page(self, visit: Visit, refusal: Refusal | None = None) -> Answer:
        told = visit.api.read(f"/v1/places/{visit.parameters['place_id']}")
        place, form, visit.keeps = told.body, visit.given, True
        area, choices, there = (
            visit.area(place["area_id"]),
            self._choices(visit, place),
            self.rows(told.body[self.field]),
        )
        rows = form.rows(*self.names) if form.get(FILLED) else there
        now = self._said(visit, there, choices)
        return visit.page(
            "places/parts.html",
            refusal.status if refusal else HTTPStatus.OK,
            title=visit.speech.say("place_parts.title", what=self.title(visit), name=place["name"]),
            part=self,
            place=place,
            area=area,
            above=above(visit, area) if area else [],
            rows=[*rows, *empty_rows(visit.form, self.names, EMPTY_ROWS)],
            cells=[f"{self.field}.{at}.{each.name}" for at in range(len(rows)) for each in self.columns],
            choices=choices,
            days=DAYS,
            was=visit.form.get("was"),
            now=now,
            stands_on=visit.seen_after(now, refusal, "was"),
            refusal=refusal,
            key=visit.key_after(refusal),
            seen=visit.seen_after(told.tag, refusal),
        )

    def title(self, visit: Visit) -> str:
        return visit.speech.say(TITLES[self.field])

    def _said(self, visit: Visit, rows: list[Row], choices: dict[str, str]) -> str:
        """In words, one row after the other."""
        return visit.speech.say("comma").join(
            " ".join(said for each in self.columns for said in _cell(visit, each, row, choices))
            for row in rows
        )


def _cell(visit: Visit, column: Column, row: Row, choices: dict[str, str]) -> Iterable[str]:
    if column.how == "days":
        return (visit.speech.term("weekday", str(day)) for name, day in DAYS.items() if row[name])
    said = row[column.name]
    if column.how == "tick":
        return (visit.speech.say(column.label),) if said else ()
    return (choices.get(said, said),) if said else ()
