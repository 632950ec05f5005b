"""Groupings of a community: listed by kind, founded with their units, and each one's page."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import MORE, empty_rows, whole
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.chosen import of_one
from gateway.console.views.terms import first_end, may_withdraw
from gateway.console.views.units import all_of
from gateway.console.visit import Visit

AT_ONCE = 50
UNITS = ("building_id", "first", "last")
OF_UNITS = ("units", *UNITS)
EMPTY_ROWS = 3
MOST_NAMED = 30
"""Holders who are asked for by name for one page, those of today first; the rest are linked to."""


def index(visit: Visit) -> Answer:
    area, kind = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}"), visit.query.get("kind")
    page = visit.api.get(
        "/v1/groupings", community_id=area["id"], kind=kind, after=visit.query.get("after"), limit=AT_ONCE
    )
    return visit.page(
        "groupings/index.html",
        title=area["name"],
        area=area,
        above=above(visit, area),
        page=page,
        kind=kind,
        is_later=bool(visit.query.get("after")),
    )


def new(visit: Visit) -> Answer:
    return _new(visit)


def found(visit: Visit) -> Answer:
    form, area_id = visit.form, visit.parameters["area_id"]
    if form.get("do") == MORE:
        return _new(visit)
    founded = {
        "id": visit.id_of("grouping"),
        "kind": form.get("kind"),
        "name": form.get("name").strip(),
        "units": spans(visit),
    }
    body = {"community_id": area_id, "groupings": [founded]}
    try:
        visit.api.post("/v1/groupings/batch", body, key=form.get("key"))
    except ApiRefused as refused:
        return _new(visit, Refusal.of(refused.of_row("groupings.0"), "kind", "name", *OF_UNITS))
    return visit.redirect(f"/console/groupings/{founded['id']}?done=grouping_founded")


def grouping(visit: Visit) -> Answer:
    return shown(visit)


def rename(visit: Visit) -> Answer:
    path, form = f"/v1/groupings/{visit.parameters['grouping_id']}", visit.form
    try:
        visit.api.patch(path, {"name": form.get("name").strip()}, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return shown(visit, Refusal.of(refused, "name"), "name")
    return visit.redirect(f"/console/groupings/{visit.parameters['grouping_id']}?done=renamed")


def close(visit: Visit) -> Answer:
    path = f"/v1/groupings/{visit.parameters['grouping_id']}"
    try:
        visit.api.post(f"{path}/close", {}, key=visit.form.get("key"), seen=visit.form.get("seen"))
    except ApiRefused as refused:
        return shown(visit, Refusal.of(refused), "close")
    return visit.redirect(f"/console/groupings/{visit.parameters['grouping_id']}?done=grouping_closed")


def shown(visit: Visit, refusal: Refusal | None = None, sent: str = "") -> Answer:
    """`sent` is which of its forms was refused: `name`, `close`, or the id of a holding."""
    told = visit.api.read(f"/v1/groupings/{visit.parameters['grouping_id']}")
    grouping = told.body
    area, today = visit.area(grouping["community_id"]), visit.desk.clock.today().isoformat()
    holders = sorted(grouping["holders"], key=lambda each: (each["valid_to"] or today) < today)
    named = list(dict.fromkeys(each["staff_id"] for each in holders))[:MOST_NAMED]
    return visit.page(
        "groupings/grouping.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=grouping["name"],
        grouping=grouping,
        name=visit.form.get("name") if sent == "name" else grouping["name"],
        was=visit.form.get("was"),
        stands_on=visit.seen_after(grouping["name"], refusal, "was"),
        area=area,
        above=above(visit, area) if area else [],
        units=all_of(visit, f"/v1/groupings/{grouping['id']}/units"),
        holders=holders,
        people={each: visit.staff(each) for each in named},
        today=today,
        hand_over=of_one,
        ends=lambda each: first_end(visit, each),
        may_withdraw=lambda each: may_withdraw(visit, each),
        until=visit.form.get("valid_to"),
        sent=sent,
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
        now=told.tag,
    )


def closed(visit: Visit, grouping: Body, area: Body | None) -> Answer:
    """Instead of a form that would be refused."""
    line = above(visit, area) if area else []
    title = grouping["name"]
    return visit.page("groupings/closed.html", title=title, grouping=grouping, area=area, above=line)


def spans(visit: Visit) -> list[Body]:
    """The table's rows as the API takes them."""
    rows: list[Body] = [
        {**row, "first": whole(row["first"]), "last": whole(row["last"] or row["first"])}
        for row in visit.form.rows(*UNITS)
    ]
    return [{name: value for name, value in row.items() if value not in ("", None)} for row in rows]


def _new(visit: Visit, refusal: Refusal | None = None) -> Answer:
    area, form = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}"), visit.given
    visit.keeps = True
    return visit.page(
        "groupings/new.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="groupings.new",
        area=area,
        above=above(visit, area),
        buildings=all_of(visit, "/v1/buildings", community_id=area["id"]),
        kind=form.get("kind"),
        name=form.get("name"),
        rows=[*form.rows(*UNITS), *empty_rows(form, UNITS, EMPTY_ROWS)],
        refusal=refusal,
        key=visit.key_after(refusal),
    )
