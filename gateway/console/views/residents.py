"""The register of people: masked, found by name, number or phone, and in clear for a reason alone."""

from datetime import date
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.visit import Visit
from services.chassis.ids import new_id

AT_ONCE = 24
BY = {"name": "by_name", "document_number": "by_number", "phone": "by_phone"}
"""What may be searched by, and its word."""
SEALED = {"name": "person_name", "document_number": "document", "phone": "phone", "email": "email"}


def index(visit: Visit) -> Answer:
    """The form, and below it whoever lives in an area, where one is named."""
    area_id = visit.query.get("area_id")
    if not area_id:
        return _page(visit)
    page = visit.api.get("/v1/residents", area_id=area_id, after=visit.query.get("after"), limit=AT_ONCE)
    return _page(visit, page, area=visit.area(area_id))


def search(visit: Visit) -> Answer:
    """A POST, so that no number stands in an address or a log."""
    form = visit.form
    by = form.get("by") if form.get("by") in BY else "name"
    body: Body = {by: form.get("wanted").strip(), "limit": AT_ONCE}
    if after := form.get("after"):
        body["after"] = after
    try:
        page = visit.api.post("/v1/residents/search", body, key=new_id())
    except ApiRefused as refused:
        refusal = Refusal.of(refused, by)
        return _page(visit, refusal=refusal, by=by, wanted=form.get("wanted"))
    return _page(visit, page, by=by, wanted=form.get("wanted"))


def resident(visit: Visit) -> Answer:
    return _resident(visit)


def reveal(visit: Visit) -> Answer:
    form = visit.form
    body: Body = {"what": form.all("what"), "reason": form.get("reason").strip()}
    path = f"/v1/residents/{visit.parameters['resident_id']}/reveal"
    try:
        revealed = visit.api.post(path, body, key=form.get("key"))
    except ApiRefused as refused:
        return _resident(visit, refusal=Refusal.of(refused, "what", "reason"))
    return _resident(visit, revealed=revealed)


def _page(
    visit: Visit,
    page: Body | None = None,
    *,
    refusal: Refusal | None = None,
    by: str = "name",
    wanted: str = "",
    area: Body | None = None,
) -> Answer:
    return visit.page(
        "residents/results.html" if visit.is_fragment else "residents/index.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="residents.title",
        page=page,
        refusal=refusal,
        choices=BY,
        by=by,
        wanted=wanted,
        area=area,
        age=lambda born: _age(born, visit),
    )


def _resident(visit: Visit, *, refusal: Refusal | None = None, revealed: Body | None = None) -> Answer:
    shown = visit.api.get(f"/v1/residents/{visit.parameters['resident_id']}")
    household = visit.api.get(f"/v1/households/{shown['household_id']}")
    return visit.page(
        "residents/resident.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=shown["name"],
        person=shown,
        others=[each for each in household["members"] if each["id"] != shown["id"]],
        sealed=SEALED,
        chosen=visit.form.all("what"),
        reason=visit.form.get("reason").strip(),
        revealed=revealed,
        refusal=refusal,
        key=visit.key_after(refusal),
        age=lambda born: _age(born, visit),
    )


def _age(born: str, visit: Visit) -> int:
    """Whole years, on the day that it is in Shanghai."""
    day, today = date.fromisoformat(born), visit.desk.clock.today()
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
