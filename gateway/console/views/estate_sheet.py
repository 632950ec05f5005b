"""An estate's sheet: sent and tried first, looked at with its bad rows, then taken in."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.areas import above
from gateway.console.views.jobs import OVER
from gateway.console.visit import Visit
from services.chassis.ids import new_id

AT_ONCE = 20


def ask(visit: Visit) -> Answer:
    return _page(visit)


def send(visit: Visit) -> Answer:
    """A trial, of which nothing stays but its counts; `file` stands in the page, and in no address."""
    form, area_id = visit.form, visit.parameters["area_id"]
    if form.get("do") == "enter":
        return _enter(visit, area_id)
    if form.file is None:
        return _page(visit, is_missing=True)
    try:
        file = visit.api.send_file(form.file.name, form.file.content, key=new_id())
        begun = _begin(visit, area_id, file, form.file.name, is_trial=True)
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, "file", "file_name"))
    return _trial(visit, begun, file)


def look(visit: Visit) -> Answer:
    """How the trial fares, asked for again and again; once it is over it may be taken in."""
    begun = visit.api.get(f"/v1/estate-imports/{visit.form.get('trial_id')}")
    return _trial(visit, begun, visit.form.get("file"))


def imported(visit: Visit) -> Answer:
    shown = visit.api.get(f"/v1/estate-imports/{visit.parameters['import_id']}")
    area = visit.area(shown["community_id"])
    return visit.page(
        "estates/part.html" if visit.is_fragment else "estates/imported.html",
        title=shown["file_name"],
        shown=shown,
        job=_job(visit, shown),
        over=OVER,
        area=area,
        above=above(visit, area) if area else [],
    )


def bad_rows(visit: Visit) -> Answer:
    """As the API sends it, to be saved."""
    return visit.api.answer(f"/v1/estate-imports/{visit.parameters['import_id']}/bad-rows")


def template(visit: Visit) -> Answer:
    return visit.api.answer("/v1/estate-sheets/template")


def _enter(visit: Visit, area_id: str) -> Answer:
    form = visit.form
    try:
        begun = _begin(visit, area_id, form.get("file"), form.get("file_name"), is_trial=False)
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, "file", "file_name"))
    return visit.redirect(f"/console/estate-imports/{begun['id']}")


def _begin(visit: Visit, area_id: str, file: str, file_name: str, *, is_trial: bool) -> Body:
    body = {
        "id": visit.id_of("trial" if is_trial else "import"),
        "community_id": area_id,
        "file": file,
        "file_name": file_name,
        "is_trial": is_trial,
    }
    key = visit.form.get("key")
    return visit.api.post("/v1/estate-imports", body, key=f"{key}-trial" if is_trial else key)


def _trial(visit: Visit, begun: Body, file: str) -> Answer:
    area = visit.api.get(f"/v1/areas/{begun['community_id']}")
    return visit.page(
        "estates/trial_part.html" if visit.is_fragment else "estates/trial.html",
        title_key="estates.title",
        shown=begun,
        job=_job(visit, begun),
        over=OVER,
        file=file,
        area=area,
        above=above(visit, area),
        key=visit.form.get("key"),
    )


def _job(visit: Visit, begun: Body) -> Body:
    return visit.api.get(f"/v1/jobs/{begun['job_id']}")


def _page(visit: Visit, refusal: Refusal | None = None, *, is_missing: bool = False) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_missing else HTTPStatus.OK
    return visit.page(
        "estates/sheet.html",
        refusal.status if refusal else status,
        title_key="estates.title",
        area=area,
        above=above(visit, area),
        page=visit.api.get("/v1/estate-imports", community_id=area["id"], limit=AT_ONCE),
        is_missing=is_missing,
        refusal=refusal,
        key=visit.key_after(refusal),
    )
