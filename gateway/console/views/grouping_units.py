"""The units of a grouping: these and no others."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import MORE, empty_rows
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.groupings import EMPTY_ROWS, OF_UNITS, UNITS, closed, spans
from gateway.console.views.units import all_of
from gateway.console.visit import Visit


def ask(visit: Visit) -> Answer:
    return _page(visit)


def give(visit: Visit) -> Answer:
    form, path = visit.form, f"/groupings/{visit.parameters['grouping_id']}"
    if form.get("do") == MORE:
        return _page(visit)
    body = {"units": spans(visit)}
    try:
        visit.api.post(f"/v1{path}/units", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *OF_UNITS))
    return visit.redirect(f"/console{path}?done=grouping_units_set")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/groupings/{visit.parameters['grouping_id']}")
    grouping = told.body
    area = visit.api.get(f"/v1/areas/{grouping['community_id']}")
    if grouping["closed_on"]:
        return closed(visit, grouping, area)
    is_more = visit.form.get("do") == MORE
    typed, visit.keeps = visit.given.rows(*UNITS), True
    is_first = refusal is None and not typed and not is_more
    units = all_of(visit, f"/v1/groupings/{grouping['id']}/units")
    now = visit.speech.say("comma").join(_said(units))
    rows = _rows(units) if is_first else typed
    return visit.page(
        "groupings/units.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("groupings.units_of", name=grouping["name"]),
        grouping=grouping,
        area=area,
        above=above(visit, area),
        buildings=all_of(visit, "/v1/buildings", community_id=area["id"]),
        rows=[*rows, *empty_rows(visit.form, UNITS, EMPTY_ROWS)],
        was=visit.form.get("was"),
        now=now,
        stands_on=visit.seen_after(now, refusal, "was"),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )


def _said(units: list[Body]) -> list[str]:
    """In words, units of a building that follow each other together."""
    names = {each["building_id"]: f"{each['estate']} {each['building']}" for each in units}
    rows = [(names[row["building_id"]], row["first"], row["last"]) for row in _rows(units)]
    return [f"{name} {first}" if first == last else f"{name} {first}–{last}" for name, first, last in rows]


def _rows(units: list[Body]) -> list[dict[str, str]]:
    """One row for units of a building that follow each other."""
    rows: list[dict[str, str]] = []
    for building_id, unit in sorted((each["building_id"], each["unit"]) for each in units):
        if rows and rows[-1]["building_id"] == building_id and int(rows[-1]["last"]) == unit - 1:
            rows[-1]["last"] = str(unit)
        else:
            rows.append({"building_id": building_id, "first": str(unit), "last": str(unit)})
    return rows
