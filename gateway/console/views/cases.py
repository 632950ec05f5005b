"""Cases: the board, by state and area, and the form that registers one."""

from contextlib import suppress
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.places import place_with
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.areas import named
from gateway.console.visit import Visit

AT_ONCE = 25
STATES = ("registered", "assigned", "in_hand", "closed")


def board(visit: Visit) -> Answer:
    asked = visit.query
    state = asked.get("state") if asked.get("state") in STATES else ""
    area_id = asked.get("area_id")
    page = visit.api.get("/v1/cases", state=state, area_id=area_id, after=asked.get("after"), limit=AT_ONCE)
    return visit.page(
        "cases/board.html",
        title_key="cases.title",
        page=page,
        states=STATES,
        state=state,
        area=visit.area(area_id),
        is_later=bool(asked.get("after")),
    )


def areas(visit: Visit) -> Answer:
    """Where a case may be raised, or what the board is to be narrowed to."""
    wanted, rows = named(visit)
    is_new, state = visit.query.get("use") == "new", visit.query.get("state")
    found = "cases/areas_to_raise.html" if is_new else "cases/areas_to_filter.html"
    if visit.is_fragment:
        return visit.page(found, wanted=wanted, rows=rows, state=state)
    word = "cases.new" if is_new else "cases.title"
    return visit.page(
        "cases/areas_page.html", title_key=word, found=found, wanted=wanted, rows=rows, state=state
    )


def new(visit: Visit) -> Answer:
    return _form(visit, visit.query.get("area_id"))


def register(visit: Visit) -> Answer:
    form = visit.form
    body = {"area_id": form.get("area_id"), "text": form.get("text").replace("\r\n", "\n").strip()}
    try:
        case = visit.api.post("/v1/cases", body, key=form.get("key"))
    except ApiRefused as refused:
        return _form(visit, form.get("area_id"), Refusal.of(refused, "area_id", "text"))
    return visit.redirect(_registered_at(visit, case))


def _registered_at(visit: Visit, case: Body) -> str:
    """The case itself, or where it was raised: who registers one may not have to see it."""
    if visit.may("grids.get_case"):
        with suppress(ApiRefused):
            visit.api.get(f"/v1/cases/{case['id']}")
            return f"/console/cases/{case['id']}?done=registered"
    return f"/console/areas/{case['area_id']}?done=registered_unseen"


def _form(visit: Visit, area_id: str, refusal: Refusal | None = None) -> Answer:
    """What is told stands in no address."""
    area = visit.area(area_id)
    visit.back = place_with("/console/cases/new", [("area_id", area_id)])
    return visit.page(
        "cases/new.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="cases.new",
        area=area,
        above=above(visit, area) if area else [],
        refusal=refusal,
        key=visit.key_after(refusal),
        text=visit.form.get("text"),
    )
