"""Units given to grids by a table of ranges: filled in, looked at as it would be, and given."""

from http import HTTPStatus
from typing import Any

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused, ListTooLong
from gateway.console.form import whole
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.visit import Visit
from services.chassis.ids import new_id

AT_ONCE = 200
MOST_PAGES = 25

FIELDS = ("building_id", "first", "last", "area_id")
EMPTY_ROWS = 4


def ask(visit: Visit) -> Answer:
    return _form(visit)


def give(visit: Visit) -> Answer:
    """First it is looked at; `do` says whether it is to be done, or to be written anew."""
    if visit.form.get("do") == "edit":
        return _form(visit)
    ranges = [_range(row) for row in visit.form.rows(*FIELDS)]
    try:
        if visit.form.get("do") != "give":
            return _looked_at(visit, visit.api.post("/v1/units/preview", {"ranges": ranges}, key=new_id()))
        visit.api.post("/v1/units/give", {"ranges": ranges}, key=visit.form.get("key"))
    except ApiRefused as refused:
        return _form(visit, Refusal.of(refused, "ranges"))
    return visit.redirect(f"/console/areas/{visit.parameters['area_id']}/buildings?done=given")


def _looked_at(visit: Visit, preview: Body) -> Answer:
    """Back to the table when giving would refuse any of it."""
    if preview["refused"]:
        return _form(visit, _refusal(visit, preview["refused"]))
    return _page(visit, "buildings/units_look.html", preview=preview)


def _refusal(visit: Visit, refused: list[Body]) -> Refusal:
    """Beside each field of each row, the first thing that is wrong with it."""
    said: dict[str, str] = {}
    for each in refused:
        for field in each["about"]:
            said.setdefault(field, visit.speech.term("row_refused", each["code"]))
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, {}, None, said, is_above=False)


def _form(visit: Visit, refusal: Refusal | None = None) -> Answer:
    rows = visit.given.rows(*FIELDS)
    first = dict.fromkeys(FIELDS, "") | {"building_id": visit.query.get("building_id")}
    empty = [dict.fromkeys(FIELDS, "") for _ in range(EMPTY_ROWS)]
    status = refusal.status if refusal else HTTPStatus.OK
    return _page(
        visit, "buildings/units_form.html", status, refusal=refusal, shown=[*(rows or [first]), *empty]
    )


def _page(
    visit: Visit, template: str, status: int = HTTPStatus.OK, refusal: Refusal | None = None, **values: Any
) -> Answer:
    area, visit.keeps = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}"), True
    buildings = all_of(visit, "/v1/buildings", community_id=area["id"])
    below = all_of(visit, f"/v1/areas/{area['id']}/subtree")
    return visit.page(
        template,
        status,
        title_key="units.title",
        area=area,
        above=above(visit, area),
        buildings={each["id"]: each for each in buildings},
        grids={
            each["id"]: each
            for each in below
            if visit.levels.level(each["kind"])["holds_dwellings"] and each["active"]
        },
        rows=visit.form.rows(*FIELDS),
        refusal=refusal,
        key=visit.key_after(refusal),
        **values,
    )


def all_of(visit: Visit, path: str, **query: str) -> list[Body]:
    """A list that a choice is made from, page by page to its end. Raises ListTooLong."""
    found: list[Body] = []
    after: str | None = ""
    for _ in range(MOST_PAGES):
        page = visit.api.get(path, limit=AT_ONCE, after=after, **query)
        found += page["items"]
        after = page["next"]
        if not after:
            return found
    raise ListTooLong(most=MOST_PAGES * AT_ONCE)


def _range(row: dict[str, str]) -> Body:
    given = row | {"first": whole(row["first"]), "last": whole(row["last"] or row["first"])}
    return {name: value for name, value in given.items() if value not in ("", None)}
