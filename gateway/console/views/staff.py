"""People on duty: found by name, entered, chosen for a post."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.places import place_of_ours, place_with
from gateway.console.refusal import Refusal
from gateway.console.visit import Visit

AT_ONCE = 20
MOST_HELD = 100
FIELDS = ("display_name", "duty_phone", "birth_month")
PERSON, NEW = "/console/staff/", "/console/staff/new"


def found(visit: Visit) -> Answer:
    """Whose names begin so; each leads to their page, or to where they are chosen for."""
    wanted = visit.query.get("name_prefix").strip()
    none: Body = {"items": [], "next": None}
    rows = visit.api.get("/v1/staff", name_prefix=wanted, limit=AT_ONCE) if wanted else none
    template = "staff/found.html" if visit.is_fragment else "staff/index.html"
    return visit.page(template, title_key="staff.title", wanted=wanted, rows=rows, to=_to(visit))


def person(visit: Visit) -> Answer:
    shown = visit.api.get(f"/v1/staff/{visit.parameters['staff_id']}")
    held = (
        visit.api.get("/v1/held-appointments", staff_id=shown["id"], limit=MOST_HELD)
        if visit.may("grids.list_held_appointments")
        else None
    )
    today = visit.desk.clock.today().isoformat()
    return visit.page("staff/person.html", title=shown["display_name"], person=shown, held=held, today=today)


def new(visit: Visit) -> Answer:
    return _form(visit)


def enter(visit: Visit) -> Answer:
    given = {name: visit.form.get(name).strip() for name in FIELDS}
    body = {name: value for name, value in given.items() if value} | {"id": visit.id_of("staff")}
    try:
        visit.api.post("/v1/staff/batch", {"staff": [body]}, key=visit.form.get("key"))
    except ApiRefused as refused:
        return _form(visit, Refusal.of(refused.of_row("staff.0"), *FIELDS))
    return visit.redirect(f"{_to(visit)}{body['id']}")


def _form(visit: Visit, refusal: Refusal | None = None) -> Answer:
    """A name and a number stand in no address."""
    visit.back = place_with(NEW, [("to", _to(visit))])
    return visit.page(
        "staff/new.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="staff.new",
        to=_to(visit),
        given={name: visit.form.get(name) for name in FIELDS},
        refusal=refusal,
        key=visit.key_after(refusal),
    )


def _to(visit: Visit) -> str:
    """The beginning of an address that ends with the id of whoever is chosen."""
    asked = visit.form.get("to") or visit.query.get("to")
    return place_of_ours(asked) if asked else PERSON
