"""A community's buildings by estate, the grids that their units lie in, and the form that enters them."""

import re
from http import HTTPStatus
from itertools import groupby
from unicodedata import normalize

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import MORE, empty_rows, whole
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.visit import Visit

AT_ONCE = 50
MOST_DWELLINGS_AT_ONCE = 200
MOST_PAGES = 10
"""Of a building's dwellings: two thousand; no building has as many."""
FIELDS = ("name", "units", "floors", "rooms_per_floor", "left_out")
EMPTY_ROWS = 3
DASHES = re.compile("[‐-―−－]+")
"""Whatever a keyboard has for one."""
BETWEEN_ROOMS = re.compile(r"[\s,，、;；]+")


def index(visit: Visit) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    page = visit.api.get(
        "/v1/buildings", community_id=area["id"], limit=AT_ONCE, after=visit.query.get("after")
    )
    estates = [(name, list(found)) for name, found in groupby(page["items"], lambda each: each["estate"])]
    return visit.page(
        "buildings/index.html",
        title=area["name"],
        area=area,
        above=above(visit, area),
        estates=estates,
        next=page["next"],
        after=visit.query.get("after"),
        coverage=visit.api.get(f"/v1/areas/{area['id']}/coverage", limit=1),
    )


def units(visit: Visit) -> Answer:
    """Of one building: each with its dwellings and the grids that they lie in."""
    found: dict[tuple[int, str | None], int] = {}
    after, pages = "", 0
    while pages < MOST_PAGES and (after or not pages):
        page = visit.api.get(
            f"/v1/buildings/{visit.parameters['building_id']}/dwellings",
            limit=MOST_DWELLINGS_AT_ONCE,
            after=after,
        )
        for each in page["items"]:
            place = (each["unit"], each["area_id"])
            found[place] = found.get(place, 0) + 1
        after, pages = page["next"], pages + 1
    units = [(unit, area_id, count) for (unit, area_id), count in sorted(found.items(), key=_by_unit)]
    if visit.is_fragment:
        return visit.page("buildings/units.html", units=units)
    building = visit.find(f"/v1/buildings/{visit.parameters['building_id']}")
    area = visit.area(building["community_id"]) if building else None
    title = f"{building['estate']} {building['name']}" if building else visit.speech.say("buildings.units")
    line = [*above(visit, area), area] if area else []
    return visit.page("buildings/units_page.html", title=title, units=units, area=area, above=line)


def uncovered(visit: Visit) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    report = visit.api.get(f"/v1/areas/{area['id']}/coverage", limit=AT_ONCE, after=visit.query.get("after"))
    return visit.page(
        "buildings/uncovered.html", title=area["name"], area=area, above=above(visit, area), report=report
    )


def new(visit: Visit) -> Answer:
    return _form(visit)


def enter(visit: Visit) -> Answer:
    if visit.form.get("do") == MORE:
        return _form(visit)
    area_id, rows = visit.parameters["area_id"], visit.form.rows(*FIELDS)
    body: Body = {
        "community_id": area_id,
        "estate": visit.form.get("estate").strip(),
        "buildings": [_building(visit, number, row) for number, row in enumerate(rows)],
    }
    try:
        visit.api.post("/v1/buildings/batch", body, key=visit.form.get("key"))
    except ApiRefused as refused:
        return _form(visit, Refusal.of(refused, "estate", "buildings"))
    return visit.redirect(f"/console/areas/{area_id}/buildings?done=entered")


def _by_unit(found: tuple[tuple[int, str | None], int]) -> tuple[int, str]:
    return found[0][0], found[0][1] or ""


def _building(visit: Visit, number: int, row: dict[str, str]) -> Body:
    typed = DASHES.sub("-", normalize("NFKC", row["left_out"]))
    left_out = [room for room in BETWEEN_ROOMS.split(typed) if room]
    counts = {name: whole(row[name]) for name in ("units", "floors", "rooms_per_floor")}
    given = {"id": visit.id_of(f"building/{number}"), "name": row["name"], **counts, "left_out": left_out}
    return {name: value for name, value in given.items() if value not in ("", None)}


def _form(visit: Visit, refusal: Refusal | None = None) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    form, visit.keeps = visit.given, True
    rows = form.rows(*FIELDS)
    more = empty_rows(visit.form, FIELDS, EMPTY_ROWS)
    return visit.page(
        "buildings/new.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="buildings.new",
        area=area,
        above=above(visit, area),
        refusal=refusal,
        key=visit.key_after(refusal),
        estate=form.get("estate"),
        rows=[*rows, *more],
    )
